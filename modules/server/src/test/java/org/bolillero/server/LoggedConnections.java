package org.bolillero.server;

import static org.bolillero.fuzz.Patience.await;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bolillero.office.OfficeEvent;
import org.bolillero.office.OfficeListener;

/** The log lines of an office of the tests that are about connections, and all else it reports. */
public final class LoggedConnections implements OfficeListener {
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final List<OfficeEvent> events = new CopyOnWriteArrayList<>();
  private final ConnectionLog log =
      new ConnectionLog(
          System::nanoTime, (level, line) -> lines.add(level + " " + line.getFormattedMessage()));

  @Override
  public void on(OfficeEvent event) {
    if (!(event instanceof OfficeEvent.TimePassed)) {
      events.add(event);
    }
    log.on(event);
  }

  /** An office that is watched by this. */
  public CentralOffice open(OfficeSetup setup) throws Exception {
    return open(setup, OfficeSetup.CLOCK);
  }

  /** An office that is watched by this, at another time. */
  public CentralOffice open(OfficeSetup setup, Clock clock) throws Exception {
    return CentralOffice.open(setup.settings(), clock, this);
  }

  /** Waits for the line of a problem of an address that is no mere loss of the connection. */
  public String awaitLine(String ip) {
    return await().until(() -> line(ip), line -> !line.isEmpty());
  }

  /** The first such line, or an empty one. */
  public String line(String ip) {
    return lines.stream()
        .filter(each -> each.startsWith("WARN ") && each.contains("| ip: " + ip + " |"))
        .findFirst()
        .orElse("");
  }

  public List<OfficeEvent> events() {
    return events;
  }

  /** How many events of a kind there were. */
  public long count(Class<? extends OfficeEvent> kind) {
    return events.stream().filter(kind::isInstance).count();
  }
}
