package org.bolillero.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.bolillero.integration.Programs.Running;
import org.bolillero.lottery.Bet;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Where an agency's winners are to go is a mount point, or on a file system of its own that is full
 * or becomes so. What can be known is found before the office is asked, and the file of winners has
 * all of them or is as it was.
 */
@Tag("long")
class WinnersPlaceIT {
  private static final int USAGE = 2;
  private static final int STORAGE_FAILED = 8;

  /** Nobody listens there, so who asks the office ends with another code. */
  private static final int NOBODY = 1;

  private static final String BEFORE = "from another draw\n";

  /** Their winners need more than the small disk has. */
  private static final List<Bet> BETS = Bets.of(1, 40_000);

  private static final String ALL_WINNERS =
      Bets.winners(BETS).stream().map(document -> document + "\n").collect(Collectors.joining());

  @TempDir Path folder;
  @AutoClose private final Programs programs = new Programs(() -> folder);
  private Path bets;
  private Path mounted;
  private Path winners;

  @BeforeEach
  void prepare() throws IOException {
    bets = Bets.write(folder.resolve("agency-1.csv"), BETS);
    mounted = folder.resolve("disk");
    winners = mounted.resolve("winners.txt");
  }

  @Test
  void aMountPointIsRefusedBeforeTheOfficeIsAskedAndAnOrdinaryFileIsReplaced() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(mounted, "1m")) {
      write(disk, winners);
      Path other = mounted.resolve("other file.txt");
      write(disk, other);
      disk.run("mount", "--bind", winners.toString(), other.toString());
      Running refused = agency(disk, NOBODY, other);
      assertEquals(USAGE, refused.exitCode(), refused::log);
      assertSays(
          refused, "--winners-out=" + other + ": is a mount point, which cannot be replaced");
      assertKept(disk, winners);

      disk.run("umount", other.toString());
      Running done = agency(disk, office(), other);
      assertEquals(0, done.exitCode(), done::log);
      assertEquals(ALL_WINNERS, disk.run("cat", other.toString()));
      assertEquals(BEFORE, disk.run("cat", winners.toString()));
    }
  }

  @Test
  void aLinkToAnotherFileSystemLeadsThere() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(mounted, "1m")) {
      Path link = Files.createSymbolicLink(folder.resolve("link.txt"), winners);
      Running done = agency(disk, office(), link);
      assertEquals(0, done.exitCode(), done::log);
      assertTrue(Files.isSymbolicLink(link), "replaced the link");
      assertEquals(ALL_WINNERS, disk.run("cat", winners.toString()));
    }
  }

  @Test
  void aFullDiskIsToldBeforeTheOfficeIsAsked() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(mounted, "64k")) {
      write(disk, winners);
      disk.fill(mounted.resolve("other"));
      Running refused = agency(disk, NOBODY, winners);
      assertEquals(STORAGE_FAILED, refused.exitCode(), refused::log);
      assertSays(refused, "No space left on device");
      disk.run("rm", mounted.resolve("other").toString());
      assertKept(disk, winners);
    }
  }

  @Test
  void aDiskThatBecomesFullLeavesTheFileAsItWasAndTheWinnersCanGoElsewhere() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(mounted, "64k")) {
      int port = office();
      write(disk, winners);
      Running failed = agency(disk, port, winners);
      assertEquals(STORAGE_FAILED, failed.exitCode(), failed::log);
      assertSays(failed, "No space left on device");
      assertKept(disk, winners);

      Path roomy = folder.resolve("winners.txt");
      Running done = agency(disk, port, roomy);
      assertEquals(0, done.exitCode(), done::log);
      assertEquals(ALL_WINNERS, Files.readString(roomy));
    }
  }

  private int office() throws IOException {
    return programs.server("1", folder.resolve("office")).port();
  }

  private Running agency(SmallDisk disk, int port, Path winnersOut) throws IOException {
    return programs.agency(
        disk.inside(), 1, bets, port, "--retry-seconds=0", "--winners-out=" + winnersOut);
  }

  private static void write(SmallDisk disk, Path file) throws Exception {
    disk.run("sh", "-c", "printf %s \"$2\" > \"$1\"", "sh", file.toString(), BEFORE);
  }

  /** The file is as it was, and nothing half-done stands beside it. */
  private void assertKept(SmallDisk disk, Path file) throws Exception {
    assertEquals(BEFORE, disk.run("cat", file.toString()));
    String names = disk.run("ls", "-A", mounted.toString());
    assertTrue(names.lines().noneMatch(name -> name.endsWith(".part")), names);
  }

  /** Says it in one line that begins with the name of the program. */
  private static void assertSays(Running program, String text) throws IOException {
    List<String> errors =
        program.err().lines().filter(line -> line.startsWith("bolillero: ")).toList();
    assertEquals(1, errors.size(), program::log);
    assertTrue(errors.getFirst().contains(text), errors.getFirst());
  }
}
