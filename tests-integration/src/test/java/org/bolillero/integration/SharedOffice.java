package org.bolillero.integration;

import static org.bolillero.fuzz.Patience.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bolillero.integration.Programs.Running;
import org.bolillero.integration.Programs.Surroundings;

/**
 * One of the offices that share their logs on brokers: it has a name, a port and a data folder, and
 * a process while it runs. Belongs to one thread.
 */
final class SharedOffice {
  static final String LEADS = "action: relevo | result: success";
  private static final String STANDS_BY = "action: relevo | result: in_progress";

  private static final Duration TICK = Duration.ofMillis(2);

  private final Programs programs;
  private final String name;
  private final Path folder;
  private final List<String> options;
  private final int port = Intake.freePort();
  private final List<Running> lives = new ArrayList<>();
  private Surroundings surroundings = Surroundings.PLAIN;

  /**
   * An office that is not started yet.
   *
   * @param folder its data folder
   * @param options where the logs are
   */
  SharedOffice(Programs programs, String name, Path folder, List<String> options)
      throws IOException {
    this.programs = programs;
    this.name = name;
    this.folder = folder;
    this.options = List.copyOf(options);
  }

  String name() {
    return name;
  }

  Path folder() {
    return folder;
  }

  int port() {
    return port;
  }

  String address() {
    return "localhost:" + port;
  }

  /** From now on its processes are started where its folder is seen. */
  void lives(Surroundings where) {
    surroundings = where;
  }

  Surroundings surroundings() {
    return surroundings;
  }

  /** Starts its next process; the one before must have ended. */
  void start(String agencies) throws IOException {
    lives.add(programs.server(surroundings, port, agencies, folder, options()));
  }

  /** The same, but officials open draws. */
  void startWithOfficials() throws IOException {
    lives.add(programs.office(surroundings, port, folder, options()));
  }

  private String[] options() {
    List<String> all = new ArrayList<>(options);
    all.add("--office-name=" + name);
    return all.toArray(String[]::new);
  }

  /** Its latest process. */
  Running running() {
    return lives.getLast();
  }

  boolean isAlive() {
    return !lives.isEmpty() && running().isAlive();
  }

  /** Whether its process has led, and runs. */
  boolean leads() throws IOException {
    return isAlive() && running().count(LEADS) > 0;
  }

  /** Waits until agencies can connect. */
  void awaitLead() throws IOException {
    assertEquals(port, running().port());
  }

  /** Waits until it follows another one. */
  void awaitStandby() throws IOException {
    running().awaitLine(STANDS_BY);
    assertTrue(running().isAlive(), running()::log);
  }

  /** Speaks to its control interface, which it must have been started with. */
  Control control() throws IOException {
    return new Control(running(), folder);
  }

  /** Kills it as soon as it has said something. */
  void killAt(String line) {
    Running killed = running();
    await()
        .atMost(Programs.PATIENCE)
        .pollInterval(TICK)
        .until(() -> killed.err().contains(line) || !killed.isAlive());
    killed.kill();
  }

  /** Sends a signal; STOP has it stand still, CONT go on. */
  void signal(String name) throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(running().pid())).start();
    assertEquals(0, kill.waitFor());
  }

  /** Waits until it has acknowledged something so many times more. */
  void awaitStored(int times) throws IOException {
    Running storing = running();
    int before = storing.count(Intake.STORED);
    await()
        .atMost(Programs.PATIENCE)
        .until(() -> storing.count(Intake.STORED) - before >= times || !storing.isAlive());
    assertTrue(storing.isAlive(), storing::log);
  }

  /** Sends SIGTERM, and waits for the end in good order. */
  void terminate() throws InterruptedException {
    Running ended = running();
    ended.terminate();
    assertEquals(0, ended.exitCode(), ended::log);
  }

  /** How often any of its processes has said something. */
  int count(String text) throws IOException {
    int count = 0;
    for (Running each : lives) {
      count += each.count(text);
    }
    return count;
  }
}
