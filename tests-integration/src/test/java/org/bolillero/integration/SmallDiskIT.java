package org.bolillero.integration;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.bolillero.integration.Programs.Running;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The office's folder on a small file system of its own, which is full or becomes so. */
class SmallDiskIT {
  @TempDir Path folder;
  @AutoClose private final Programs programs = new Programs(() -> folder);

  @Test
  void p1AFullDiskIsToldEarlyEndsTheServerAndLosesNothing() throws Exception {
    AgencyFiles files = AgencyFiles.generate(programs, folder.resolve("bets"), 2, 200_000);
    Path mounted = folder.resolve("disk");
    // The draw's secret takes a page; without it, the last part of a segment would fit in part.
    try (SmallDisk disk = SmallDisk.mount(mounted, "16388k")) {
      Path other = mounted.resolve("other");
      disk.run("dd", "if=/dev/zero", "of=" + other, "bs=1M", "count=12");
      Intake intake = new Intake(programs, files, mounted.resolve("office"), 100);
      intake.startAgencies();
      Running server = intake.serve(disk.inside(), "--segment-bytes", "524288");
      Intake.assertDiskFailed(server, "a full disk");
      assertWarnedBeforeItFailed(server);
      intake.assertAgenciesComeBack();
      disk.run("rm", other.toString());
      intake.serve(disk.inside());
      intake.complete(disk.inside());
    }
  }

  @Tag("long")
  @Test
  void p1AFolderThatIsTheRootOfAFullFileSystemIsUsedOnceThereIsRoom() throws Exception {
    AgencyFiles files = AgencyFiles.generate(programs, folder.resolve("bets"), 2, 4_000);
    Path mounted = folder.resolve("disk");
    try (SmallDisk disk = SmallDisk.mount(mounted, "4m")) {
      Path other = mounted.resolve("other");
      disk.fill(other);
      Intake intake = new Intake(programs, files, mounted, 100);
      Running refused = intake.serve(disk.inside(), "--segment-bytes", "65536");
      Intake.assertDiskFailed(refused, "a disk that is full at the first start");
      assertTrue(refused.err().contains("No space left on device"), refused::log);
      disk.run("rm", other.toString());
      intake.serve(disk.inside(), "--segment-bytes", "65536");
      intake.startAgencies();
      intake.complete(disk.inside());
    }
  }

  @Tag("long")
  @Test
  void p1AnOfficeWhoseFolderIsHiddenByAnotherFileSystemNoticesAndLosesNothing() throws Exception {
    AgencyFiles files = AgencyFiles.generate(programs, folder.resolve("bets"), 2, 4_000);
    Path mounted = folder.resolve("disk");
    try (SmallDisk disk = SmallDisk.mount(mounted, "16m")) {
      Intake intake = new Intake(programs, files, mounted, 100);
      Running hidden = intake.serve(disk.inside(), "--segment-bytes", "65536");
      intake.startAgency(1);
      hidden.awaitLine("action: apuesta_recibida");
      disk.run("mount", "-t", "tmpfs", "bolillero", mounted.toString());
      Intake.assertDiskFailed(hidden, "a folder that is hidden");
      assertTrue(hidden.err().contains(mounted + " was replaced"), hidden::log);
      disk.run("umount", mounted.toString());
      intake.serve(disk.inside());
      intake.startAgency(2);
      intake.complete(disk.inside());
    }
  }

  private static void assertWarnedBeforeItFailed(Running server) throws Exception {
    int warned = server.err().indexOf("action: log | result: in_progress | motivo: cannot prepare");
    int failed = server.err().indexOf("action: log | result: fail");
    assertTrue(warned >= 0 && warned < failed, server::log);
    assertTrue(server.err().contains("No space left on device"), server::log);
  }
}
