package org.bolillero.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.bolillero.integration.Programs.Running;
import org.bolillero.integration.Programs.Surroundings;

/** An office with a heap of 256 MB, as a process, to which crowds connect. */
final class CrowdedOffice {
  private static final Surroundings SMALL_HEAP = Surroundings.heap("256m");
  private static final int RESIDENT_MEGABYTES_MAX = 500;

  /** What is done at a moment of a test. */
  interface Step {
    void run() throws Exception;
  }

  private final Programs programs;
  private final Path data;
  private final Certificates certificates;
  private final Running server;

  private CrowdedOffice(Programs programs, Path data, Certificates certificates, Running server) {
    this.programs = programs;
    this.data = data;
    this.certificates = certificates;
    this.server = server;
  }

  /** Starts one of the agencies 1 to N. */
  static CrowdedOffice start(
      Programs programs, Path data, Certificates certificates, int agencies, String... more)
      throws IOException {
    List<String> options = new ArrayList<>(certificates.ofOffice());
    options.addAll(Arrays.asList(more));
    Running server =
        programs.server(SMALL_HEAP, 0, "1-" + agencies, data, options.toArray(String[]::new));
    return new CrowdedOffice(programs, data, certificates, server);
  }

  Running server() {
    return server;
  }

  int port() throws IOException {
    return server.port();
  }

  /** Has the real agencies deliver these files; returns when all of them have done so. */
  void assertDelivered(AgencyFiles files, String... more) throws Exception {
    List<Running> agencies = new ArrayList<>();
    for (int id = 1; id <= files.agencies(); id++) {
      List<String> options = new ArrayList<>(certificates.ofAgency(id));
      options.addAll(Arrays.asList(more));
      agencies.add(programs.agency(id, files.of(id), port(), options.toArray(String[]::new)));
    }
    for (Running agency : agencies) {
      assertEquals(0, agency.exitCode(), agency::log);
    }
  }

  /**
   * All agencies but the last wait for the draw; then the last one finishes, and all are told. The
   * office takes little memory for that, and ends.
   *
   * @param whileTheyWait is done when all others wait
   */
  void assertAllWaitAndAreTold(int agencies, Step whileTheyWait) throws Exception {
    try (Crowd crowd = new Crowd(port(), certificates, 1, agencies - 1);
        Crowd last = new Crowd(port(), certificates, agencies, agencies)) {
      crowd.awaitBrought();
      crowd.finish();
      crowd.awaitFinished();
      last.awaitBrought();
      whileTheyWait.run();
      long start = System.nanoTime();
      last.finish();
      report(agencies + " were told after the last FINISH", start, crowd.awaitTold());
      last.awaitTold();
    }
    assertTakesLittleMemory();
    assertDrawnOnce();
  }

  void assertTakesLittleMemory() throws IOException {
    assertTrue(reportMemory() <= RESIDENT_MEGABYTES_MAX);
  }

  /** Ends the office: nothing was wrong with it, and its log has one draw. */
  void assertDrawnOnce() throws Exception {
    server.terminate();
    assertEquals(0, server.exitCode(), server::log);
    assertEquals(1, server.count("action: sorteo | result: success"));
    assertEquals(0, server.count("Exception"), server::log);
    assertEquals(0, server.count("OutOfMemory"), server::log);
    Running verify = programs.run("log", "verify", data.toString());
    assertEquals(0, verify.exitCode(), verify::log);
    assertTrue(verify.out().contains("drawn            yes, number 7574"), verify.out());
  }

  /** Prints its resident memory, and returns the most there was, in megabytes. */
  int reportMemory() throws IOException {
    int most = ProcessStatus.megabytes(server.pid(), "VmHWM");
    System.out.printf(
        "resident memory of the server: %d MB, at most %d MB, of which not files: %d MB%n",
        ProcessStatus.megabytes(server.pid(), "VmRSS"),
        most,
        ProcessStatus.megabytes(server.pid(), "RssAnon"));
    return most;
  }

  static void report(String what, long startNanos, long endNanos) {
    double seconds = (endNanos - startNanos) / (double) TimeUnit.SECONDS.toNanos(1);
    System.out.printf(Locale.ROOT, "%s: %.2f s%n", what, seconds);
  }
}
