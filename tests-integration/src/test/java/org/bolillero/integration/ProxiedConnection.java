package org.bolillero.integration;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Arrays;
import org.bolillero.integration.FaultPlan.End;
import org.bolillero.integration.FaultPlan.Way;

/** One connection through a {@link FaultyProxy}: two pumps that do what the plan says. */
final class ProxiedConnection {
  private static final String TO_OFFICE = "to office";
  private static final String TO_AGENCY = "to agency";
  private static final int READ_BYTES = 8192;

  /** How long a connection lives on after it has begun to lose bytes. */
  private static final int LOSING_MILLIS = 5;

  /** How late bytes are: an agency that comes back at once often overtakes them. */
  private static final int LATE_MILLIS = 50;

  private final Socket agency;
  private final Socket office;
  private final FaultPlan plan;
  private final Faults faults;

  ProxiedConnection(Socket agency, Socket office, FaultPlan plan, Faults faults)
      throws IOException {
    this.agency = agency;
    this.office = office;
    this.plan = plan;
    this.faults = faults;
    agency.setTcpNoDelay(true);
    office.setTcpNoDelay(true);
  }

  /** Passes on what comes, until the connection has ended. */
  void run() {
    Thread answers =
        Thread.ofVirtual().start(() -> pump(TO_AGENCY, office, agency, plan.toAgency()));
    pump(TO_OFFICE, agency, office, plan.toOffice());
    try {
      answers.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts a proxy", e);
    }
  }

  /** Ends both sides. */
  void cut() {
    close(agency);
    close(office);
  }

  private void pump(String direction, Socket from, Socket to, Way way) {
    FrameCounter counter = new FrameCounter(way.place());
    byte[] bytes = new byte[READ_BYTES];
    boolean isReading = true;
    try {
      InputStream in = from.getInputStream();
      while (true) {
        isReading = true;
        int count = in.read(bytes);
        isReading = false;
        if (count < 0) {
          to.shutdownOutput();
          return;
        }
        int before = way.end() == End.NONE ? count : counter.before(bytes, count);
        pass(direction, bytes, before, to, way);
        boolean isThere = way.end() != End.NONE && counter.isThere();
        if (isThere && end(direction, way, Arrays.copyOfRange(bytes, before, count))) {
          return;
        }
      }
    } catch (IOException _) {
      if (isReading) {
        reset(to); // A side that is gone takes the other one with it.
      } else {
        drain(from); // That the target is gone is passed on by the other pump.
      }
    }
  }

  private void pass(String direction, byte[] bytes, int count, Socket to, Way way)
      throws IOException {
    OutputStream out = to.getOutputStream();
    if (way.delayMillis() > 0) {
      faults.delayed(direction);
      sleep(way.delayMillis());
    }
    if (count > way.pieceBytes()) {
      faults.inPieces(direction);
    }
    int piece = Math.min(count, way.pieceBytes());
    for (int at = 0; at < count; at += piece) {
      out.write(bytes, at, Math.min(piece, count - at));
    }
    faults.passedOn(count);
  }

  /** Ends the connection, if it is the moment to; what was read and not passed on is given. */
  private boolean end(String direction, Way way, byte[] rest) throws IOException {
    boolean needsMore = way.end() == End.DROP || way.end() == End.LATE;
    if (needsMore && rest.length == 0) {
      return false;
    }
    faults.ended(direction, way.end(), way.place());
    switch (way.end()) {
      case NONE -> throw new IllegalStateException("it does not end");
      case CLOSE -> cut();
      case RESET -> {
        reset(agency);
        reset(office);
      }
      case DROP -> {
        // The other direction goes on for a moment.
        sleep(LOSING_MILLIS);
        cut();
      }
      case LATE -> {
        close(agency);
        sleep(LATE_MILLIS);
        office.getOutputStream().write(rest);
        office.shutdownOutput();
      }
    }
    return true;
  }

  private static void drain(Socket socket) {
    try {
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException _) {
      // It is gone already.
    }
  }

  private static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException _) {
      // It is gone already.
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException _) {
      // It is gone already.
    }
  }

  private static void sleep(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts a proxy", e);
    }
  }
}
