package org.bolillero.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.bolillero.client.Agency;
import org.bolillero.client.ServerAddress;
import org.bolillero.client.WinnersTarget;
import org.bolillero.console.CommandException;
import org.bolillero.integration.Programs.Running;
import org.bolillero.integration.Programs.Surroundings;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The calls of the system that a real office makes come in the order that {@link CallOrder} tells;
 * and in an office with one of these calls left out they do not.
 */
@Execution(ExecutionMode.CONCURRENT) // One after another, they would outlast all other classes.
class CallOrderIT {
  private static final int WELCOME = 0x81;
  private static final int STORED = 0x82;
  private static final int FINISHED = 0x84;
  private static final int WINNERS = 0x85;

  /** The first two forces of the thread that starts an office are for its first segment. */
  private static final String KILLED_AT_A_GROUP = "--inject=fdatasync:signal=KILL:when=4";

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final String EVERY_FORCE = "1+";

  /** Of a thread; that of the committer is the first of a start that has none of its own. */
  private static final String FIRST_FORCE = "1";

  /**
   * How long a slow force takes, until one is long enough for an answer to leave while it goes on:
   * a busy machine needs more.
   */
  private static final List<Duration> DELAYS =
      List.of(Duration.ofMillis(250), Duration.ofSeconds(2), Duration.ofSeconds(16));

  @TempDir Path folder;
  @AutoClose private final Programs programs = new Programs(() -> folder);
  private int traces;

  @Test
  void p1NoAnswerLeavesAndNoSegmentIsUsedBeforeTheForcesOfWhatIsBehindHaveReturned()
      throws Exception {
    Strace.assumeWorks(folder);
    AgencyFiles files = AgencyFiles.generate(programs, folder.resolve("bets"), 2, 20_000);
    Path office = folder.resolve("above/office");
    Intake intake = new Intake(programs, files, office, 1);
    CallOrder order = new CallOrder(office);
    intake.startAgencies();

    serveUntilKilledAtAForce(intake, order);

    CallTrace killed = trace();
    Running server = serve(intake, killed);
    server.awaitLine(Intake.STORED);
    server.kill();
    killed.check(server, order);

    CallTrace stopped = trace();
    server = serve(intake, stopped);
    server.awaitLine(Intake.STORED);
    assertTrue(intake.isGoingOn(), "the intake was over before the office was stopped");
    server.terminate();
    assertEquals(0, server.exitCode(), server::log);
    stopped.check(server, order);

    CallTrace drawn = trace();
    server = serve(intake, drawn);
    intake.complete(Surroundings.PLAIN);
    drawn.check(server, order);

    assertTrue(order.isDrawn());
    assertTrue(order.segments() > 10, order.segments() + " segments");
    assertTrue(order.forces() > 50, order.forces() + " forces");
    assertTrue(order.entries() > 20_000, order.entries() + " entries");
    assertTrue(order.answers(WELCOME) >= 4, order.answers(WELCOME) + " times WELCOME");
    assertTrue(order.answers(STORED) > 10, order.answers(STORED) + " times STORED");
    assertTrue(order.answers(FINISHED) >= 2, order.answers(FINISHED) + " times FINISHED");
    assertTrue(order.answers(WINNERS) >= 2, order.answers(WINNERS) + " times WINNERS");
  }

  @Tag("long")
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "WHAT_A_START_MENDS_IS_NOT_FORCED")
  void p1AnOfficeWithoutOneOfTheseCallsIsFound(FaultyBuild fault) throws Exception {
    Strace.assumeWorks(folder);
    // More than a segment has room for.
    AgencyFiles files = AgencyFiles.generate(programs, folder.resolve("bets"), 1, 1_000);
    assertFound(
        fault,
        EVERY_FORCE,
        (trace, office) -> {
          String[] options = {"--segment-bytes", "16384", "--exit-after-draw"};
          Running server = programs.server(trace.surroundings(), 0, "1", office, options);
          server.awaitLine("action: accept_connections");
          deliver(files, server);
          server.exitCode();
          trace.check(server, new CallOrder(office));
        });
  }

  /** An office with a fault may fail before it has done all. */
  private static void deliver(AgencyFiles files, Running server) throws IOException {
    if (server.isAlive()) {
      ServerAddress address = new ServerAddress("localhost", server.port());
      RealAgency run = new RealAgency(1, address, 5);
      try (Agency agency = run.make(PATIENCE)) {
        agency.submit(run.delivery(files.of(1)), _ -> {}, WinnersTarget.NONE);
      } catch (CommandException e) {
        assertFalse(server.isAlive(), e.toString());
      }
    }
  }

  @Tag("long")
  @Test
  void p1AnOfficeThatServesWhatItHasReadAfterACrashWithoutForcingItIsFound() throws Exception {
    Strace.assumeWorks(folder);
    AgencyFiles files = AgencyFiles.generate(programs, folder.resolve("bets"), 1, 3000);
    assertFound(
        FaultyBuild.WHAT_A_START_MENDS_IS_NOT_FORCED,
        FIRST_FORCE,
        (trace, office) -> {
          Intake intake = new Intake(programs, files, office, 1);
          CallOrder order = new CallOrder(office);
          intake.startAgencies();
          serveUntilKilledAtAForce(intake, order);
          Running server = serve(intake, trace);
          // Its welcome comes before the force by which the log notes, when it is idle, how far it
          // is, or while that goes on.
          RawAgency.greeted(server.port(), 1).close();
          server.terminate();
          server.exitCode();
          trace.check(server, order);
        });
  }

  /** What a faulty office does under a trace in a folder of its own, and the check of it. */
  private interface Scene {
    void play(CallTrace trace, Path office) throws Exception;
  }

  private void assertFound(FaultyBuild fault, String slow, Scene scene) throws Exception {
    String patch = fault.patch(folder.resolve("patch"));
    List<Duration> delays = fault.needsSlowDisk() ? DELAYS : List.of(Duration.ZERO);
    for (Duration delay : delays) {
      long micros = TimeUnit.MICROSECONDS.convert(delay);
      CallTrace trace =
          new CallTrace(
              folder.resolve("trace-" + traces++),
              List.of("--inject=fdatasync:delay_enter=" + micros + ":when=" + slow),
              Map.of("JDK_JAVA_OPTIONS", patch));
      try {
        scene.play(trace, folder.resolve("above-" + delay.toMillis()).resolve("office"));
      } catch (OrderRule.Broken broken) {
        assertEquals(fault.rule(), broken.rule(), broken.getMessage());
        return;
      }
    }
    fail("not found with any of the delays " + delays);
  }

  private void serveUntilKilledAtAForce(Intake intake, CallOrder order) throws Exception {
    CallTrace trace = trace(KILLED_AT_A_GROUP);
    Running server = serve(intake, trace);
    server.exitCode();
    trace.check(server, order);
  }

  private CallTrace trace(String... more) {
    return new CallTrace(folder.resolve("trace-" + traces++), more);
  }

  private static Running serve(Intake intake, CallTrace trace) throws Exception {
    return intake.serve(trace.surroundings(), "--segment-bytes", "65536");
  }
}
