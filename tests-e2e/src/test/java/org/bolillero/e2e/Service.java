package org.bolillero.e2e;

import static org.bolillero.e2e.Docker.docker;
import static org.bolillero.e2e.Patience.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;

/**
 * One container, by its name.
 *
 * @param name that docker knows, or an id
 */
record Service(String name) {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** A signal is answered within this time, or the container is killed and ends with 137. */
  private static final String GRACE_SECONDS = "20";

  /** All that it has printed since it was made, also before a restart. */
  String log() {
    Command.Ended logs = Command.of("docker", "logs", name).run().successfully();
    return logs.out() + logs.err();
  }

  /** How many lines of the log hold the text. */
  long count(String text) {
    return log().lines().filter(line -> line.contains(text)).count();
  }

  /** Waits until a line holds the text; fails when the container ends without it. */
  void awaitLine(String text) {
    awaitLines(text, 1);
  }

  /** Waits until this many lines hold the text; fails when the container ends without them. */
  void awaitLines(String text, long lines) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .failFast("a container has ended without: " + text, () -> !isUp() && count(text) < lines)
        .until(() -> count(text) >= lines);
  }

  /** Waits for the end. */
  int exitCode() {
    return Integer.parseInt(docker("wait", name));
  }

  /** Waits for the end, which must be the one that scripts know by this code. */
  void assertEnds(int code) {
    assertEquals(code, exitCode(), this::log);
  }

  /** SIGTERM, and the end must come with 0, within the grace period. */
  void stop() {
    docker("stop", "-t", GRACE_SECONDS, name);
    assertEnds(0);
  }

  /** SIGKILL to one that is running. */
  void kill() {
    docker("kill", name);
    assertEnds(137);
  }

  void start() {
    docker("start", name);
  }

  /** Stands still from now on. The kernel may have to be asked more than once. */
  void pause() {
    await().atMost(PATIENCE).until(() -> Command.of("docker", "pause", name).run().exitCode() == 0);
  }

  void resume() {
    docker("unpause", name);
  }

  /** It may use a whole processor from now on. */
  void hurry() {
    allow("1");
  }

  /** It may use this part of a processor from now on. */
  void allow(String processors) {
    docker("update", "--cpus", processors, name);
  }

  /** Whether its process is there, also when it is paused. */
  boolean isUp() {
    return Boolean.parseBoolean(inspect("{{.State.Running}}"));
  }

  /** Waits until it is healthy. */
  void awaitHealthy() {
    await().atMost(PATIENCE).until(() -> inspect("{{.State.Health.Status}}").equals("healthy"));
  }

  String inspect(String format) {
    return docker("inspect", "--format", format, name);
  }

  /** The agency is in the middle of its delivery: it has something to send yet. */
  void assertStillDelivers() {
    assertEquals(0, count(Lines.DELIVERED), () -> "the intake was over: " + log());
    assertEquals(true, isUp(), this::log);
  }

  /** No stack trace, as this is for people. */
  void assertSaysInOneLine(String text) {
    assertEquals(1, count(text), this::log);
    assertFalse(log().contains("\tat "), this::log);
  }
}
