package org.bolillero.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bolillero.console.CommandException;
import org.eclipse.collections.api.list.ImmutableList;
import org.eclipse.collections.impl.factory.Lists;
import org.jspecify.annotations.Nullable;

/**
 * One of the offices of a demonstration that share their logs: this very program, in a process of
 * its own while it has one. Used by one thread, but any may close it.
 */
final class KafkaOffice implements AutoCloseable {
  private static final String MAIN = "org.bolillero.cli/org.bolillero.cli.Bolillero";

  private final String name;
  private final Path parent;
  private final int port;
  private final int adminPort;
  private final String brokers;
  private final List<SpokenLines> lives = new ArrayList<>();
  private @Nullable Process process;
  private boolean isClosed;

  /**
   * An office that is not started yet.
   *
   * @param parent where its folder is going to be, which is called as it is
   * @param port where agencies are to find it
   * @param adminPort where officials are to find it
   * @param brokers which keep the logs
   */
  KafkaOffice(String name, Path parent, int port, int adminPort, String brokers) {
    this.name = name;
    this.parent = parent;
    this.port = port;
    this.adminPort = adminPort;
    this.brokers = brokers;
  }

  String name() {
    return name;
  }

  Path folder() {
    return parent.resolve(name);
  }

  String address() {
    return "localhost:" + port;
  }

  String adminAddress() {
    return "127.0.0.1:" + adminPort;
  }

  /** The command that people type to start it. */
  String typed() {
    return "bolillero " + String.join(" ", arguments(name));
  }

  private ImmutableList<String> arguments(String data) {
    return Lists.immutable.of(
        "server",
        "--office-name=" + name,
        "--data=" + data,
        "--port=" + port,
        "--admin=" + adminAddress(),
        "--log=kafka",
        "--kafka=" + brokers);
  }

  /** Starts its process, with the folder that an earlier one has left. */
  synchronized void start() throws IOException {
    if (isClosed) {
      throw new IOException("the demonstration is over");
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    Optional.ofNullable(System.getProperty("jdk.module.path"))
        .ifPresent(path -> command.addAll(List.of("--module-path", path)));
    command.addAll(List.of("--module", MAIN));
    arguments(folder().toString()).each(command::add);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    // What is set for this program there is not meant for offices that it starts.
    builder.environment().clear();
    Process started = builder.start();
    process = started;
    lives.add(SpokenLines.of("office " + name, started));
  }

  /** Waits until it leads, and both agencies and officials can speak to it. */
  void awaitLead() throws IOException, InterruptedException {
    latest().await("action: relevo | result: success");
    latest().await("action: accept_connections | result: in_progress");
  }

  /** Waits until it follows another office. */
  void awaitStandby() throws IOException, InterruptedException {
    latest().await("action: relevo | result: in_progress");
  }

  private SpokenLines latest() {
    return lives.getLast();
  }

  /** In which terms it has led, as it has said itself. */
  Stream<KafkaTerm> terms() {
    return lives.stream().flatMap(SpokenLines::said).flatMap(KafkaTerm::in);
  }

  /** Its official. */
  DemoOfficial official(DemoTerminal terminal) throws CommandException {
    DemoCertificates none = new DemoCertificates(Optional.empty());
    return DemoOfficial.of(adminPort, folder().resolve("admin.token"), none, terminal);
  }

  /** The process of the office, as the system numbers it. */
  long pid() {
    return started().pid();
  }

  /** Kills it, as {@code kill -9} does. When this returns, it is gone. */
  void kill() {
    started().destroyForcibly().onExit().join();
  }

  /** Tells it to end, as {@code kill} does, and waits for the end in good order. */
  void terminate() throws IOException, InterruptedException {
    Process ending = started();
    ending.destroy();
    int code = ending.waitFor();
    if (code != 0) {
      throw latest().failure("it has ended with " + code);
    }
  }

  private synchronized Process started() {
    if (process == null) {
      throw new IllegalStateException("the office was not started");
    }
    return process;
  }

  /** Kills it, if it runs. Idempotent; from now on it cannot be started. */
  @Override
  public synchronized void close() {
    isClosed = true;
    if (process != null) {
      kill();
    }
  }
}
