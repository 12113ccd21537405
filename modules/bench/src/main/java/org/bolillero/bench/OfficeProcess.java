package org.bolillero.bench;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;
import org.eclipse.collections.impl.factory.Lists;

/** A real office in a process of its own, started as an operator starts it. */
record OfficeProcess(MeasuredProcess process, int port) implements AutoCloseable {
  private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(5);

  /**
   * Below the ports that the system gives out by itself. Among those, a connection to a port where
   * nobody listens yet can happen to come from that very port, and would find itself there.
   */
  private static final int PORT_MIN = 20_000;

  private static final int PORT_MAX = 32_000;

  /** Starts an office for the agencies from 1 on, with its log in a folder inside another one. */
  static OfficeProcess launch(Path folder, int agencies, List<String> options)
      throws IOException, CommandException {
    int port = freePort();
    List<String> arguments =
        Lists.mutable
            .of("server", "--port=" + port, "--agencies=1-" + agencies)
            .with("--data=" + log(folder))
            .withAll(options);
    return new OfficeProcess(MeasuredProcess.launch(folder, "office", arguments), port);
  }

  /** Where an office has its log that is started in a folder. */
  static Path log(Path folder) {
    return folder.resolve("log");
  }

  /** Returns when it accepts connections. */
  void awaitAccepting() throws IOException, CommandException, InterruptedException {
    awaitAccepting(port);
  }

  /** Returns when it accepts connections to one of its ports. */
  void awaitAccepting(int port) throws IOException, CommandException, InterruptedException {
    long startNanos = System.nanoTime();
    while (true) {
      try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return;
      } catch (ConnectException _) {
        if (process.process().waitFor(1, TimeUnit.MILLISECONDS)
            || System.nanoTime() - startNanos > PATIENCE_NANOS) {
          throw new CommandException(
              ExitCode.UNREACHABLE, "the office did not start: " + process.lastLine());
        }
      }
    }
  }

  /** Asks it to end, and returns when it has, in good order. */
  void stop() throws IOException, CommandException, InterruptedException {
    process.process().destroy();
    process.awaitSuccess();
  }

  /** A port that nobody has just now. */
  static int freePort() throws IOException {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(PORT_MIN, PORT_MAX);
      try (ServerSocket _ = new ServerSocket(port)) {
        return port;
      } catch (BindException _) {
        // Another one, then.
      }
    }
  }

  @Override
  public void close() {
    process.close();
  }
}
