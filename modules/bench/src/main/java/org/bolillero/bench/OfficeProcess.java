package org.bolillero.bench;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;
import org.eclipse.collections.impl.factory.Lists;

/**
 * A real office in a process of its own, started as an operator starts it.
 *
 * @param process the process
 * @param port where it listens
 * @param startSeconds from starting it to the first connection that it accepted
 */
record OfficeProcess(Started process, int port, double startSeconds) implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /**
   * Below the ports that the system gives out by itself. Among those, a connection to a port where
   * nobody listens yet can happen to come from that very port, and would find itself there.
   */
  private static final int PORT_MIN = 20_000;

  private static final int PORT_MAX = 32_000;

  /**
   * Starts an office for the agencies from 1 on; when this returns, it accepts connections.
   *
   * @param folder where its output is kept
   * @param data the folder of its log
   */
  static OfficeProcess start(
      Launcher launcher, Path folder, Path data, int agencies, List<String> more)
      throws IOException, CommandException, InterruptedException {
    int port = freePort();
    List<String> arguments =
        Lists.mutable
            .of("server", "--port", Integer.toString(port), "--agencies", "1-" + agencies)
            .with("--data")
            .with(data.toString())
            .withAll(more);
    long startNanos = System.nanoTime();
    Started process = launcher.start(folder, "server", arguments);
    try {
      awaitAccepting(process, port);
      return new OfficeProcess(process, port, (System.nanoTime() - startNanos) / 1e9);
    } catch (CommandException | InterruptedException | IOException e) {
      process.close();
      throw e;
    }
  }

  /** A port where nobody listens. */
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

  private static void awaitAccepting(Started process, int port)
      throws IOException, CommandException, InterruptedException {
    long endNanos = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return;
      } catch (ConnectException _) {
        if (process.process().waitFor(1, TimeUnit.MILLISECONDS) || System.nanoTime() > endNanos) {
          throw new CommandException(
              ExitCode.UNREACHABLE, "the office did not start: " + process.lastLine());
        }
      }
    }
  }

  /** Asks it to end, and returns when it has, in good order. */
  void stop() throws IOException, CommandException, InterruptedException {
    process.process().destroy();
    process.awaitSuccess(PATIENCE);
  }

  @Override
  public void close() {
    process.close();
  }
}
