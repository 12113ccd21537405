package org.bolillero.integration;

import static org.bolillero.fuzz.Patience.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.bolillero.integration.Programs.Running;
import org.bolillero.integration.Programs.Surroundings;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A disk that fails, or is full, at a chosen call: nobody is acknowledged any more, the server ends
 * with one line, and the next one has all that was acknowledged.
 *
 * <p>Each thread counts its own calls. Those of the one that starts the server come first: it
 * forces the name of the folder, then writes and forces the first segment, in two parts, and names
 * it. The others are the committer's, one write and one force a group, and those of the threads
 * that prepare a part of a segment each.
 */
@Tag("long")
class DiskFaultIT {
  /** So small that there are many of them. */
  private static final String[] SEGMENTS = {"--segment-bytes", "65536"};

  @TempDir Path folder;
  @AutoClose private final Programs programs = new Programs(() -> folder);
  private Path office;
  private Intake intake;
  private int faults;

  @BeforeEach
  void prepare() throws Exception {
    AgencyFiles files = AgencyFiles.generate(programs, folder.resolve("bets"), 2, 40_000);
    office = folder.resolve("office");
    intake = new Intake(programs, files, office, 5);
  }

  @Test
  void p1AForceThatFailsAnywhereEndsTheServerAndLosesNothing() throws Exception {
    Strace.assumeWorks(folder);
    fail("fsync:error=EIO:when=1"); // The name of the new folder.
    fail("fsync:error=EIO:when=1"); // It is there by now, and yet has to be forced.
    fail("fsync:error=EIO:when=2"); // The name of the first segment.
    fail("fdatasync:error=EIO:when=1"); // The first segment, before it has a name.
    fail("fdatasync:error=EIO:when=2"); // Its second part.
    intake.startAgencies();
    failInTheIntake("fdatasync:error=EIO:when=3"); // The third group, in the first segment.
    failInTheIntake("fdatasync:error=EIO:when=1"); // What the start has mended.
    failInTheIntake("fsync:error=EIO:when=1", office); // The names of the next segments.
    failInTheIntake("fdatasync:error=EIO:when=20"); // A group, some segments later.
    complete();
  }

  @Test
  void p1AWriteThatFindsNoRoomAnywhereEndsTheServerAndLosesNothing() throws Exception {
    Strace.assumeWorks(folder);
    fail("pwrite64:error=ENOSPC:when=1"); // The header of the first segment.
    fail("pwrite64:error=ENOSPC:when=2"); // Its zeros.
    fail("pwrite64:error=ENOSPC:when=3"); // Those of its second part.
    fail("pwrite64:error=ENOSPC:when=4"); // The secret of the draw.
    intake.startAgencies();
    failInTheIntake("pwrite64:error=ENOSPC:when=10"); // The tenth group.
    failInTheIntake("pwrite64:error=ENOSPC:when=1"); // What the start mends.
    failInTheIntake("pwrite64:error=ENOSPC:when=20"); // A group, some segments later.
    complete();
  }

  /** The system itself writes a part only when a file has reached the limit of its size. */
  @Test
  void p1AWriteThatIsCutShortEndsTheServerAndLosesNothing() throws Exception {
    Running server = intake.serve(Surroundings.PLAIN, SEGMENTS);
    server.port();
    Process limit =
        new ProcessBuilder("prlimit", "--pid", Long.toString(server.pid()), "--fsize=30001")
            .inheritIO()
            .start();
    assertEquals(0, limit.waitFor(), "prlimit of Debian's package util-linux");
    intake.startAgencies();
    Intake.assertDiskFailed(server, "a short write");
    assertTrue(server.err().contains("wrote only"), server::log);
    intake.assertAgenciesComeBack();
    complete();
  }

  private void fail(String fault, Path... paths) throws Exception {
    Strace strace = new Strace(fault, List.of(paths), folder.resolve("strace-" + faults++));
    Running server = intake.serve(strace.surroundings(), SEGMENTS);
    Intake.assertDiskFailed(server, fault);
    await().untilAsserted(strace::assertInjected);
  }

  private void failInTheIntake(String fault, Path... paths) throws Exception {
    fail(fault, paths);
    intake.assertAgenciesComeBack();
  }

  private void complete() throws Exception {
    intake.serve(Surroundings.PLAIN);
    intake.complete(Surroundings.PLAIN);
  }
}
