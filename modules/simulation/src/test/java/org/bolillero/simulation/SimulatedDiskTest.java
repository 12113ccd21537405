package org.bolillero.simulation;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.TreeSet;
import org.bolillero.simulation.Folder.OpenFile;
import org.bolillero.simulation.SimulatedDisk.Call;
import org.bolillero.simulation.SimulatedDisk.Outcome;
import org.junit.jupiter.api.Test;

/** The simulated disk loses exactly what a disk may lose. A letter stands for a sector. */
class SimulatedDiskTest {
  /** Does something to a disk that has a file {@code f} with the content "--". */
  private interface Use {
    void apply(SimulatedDisk disk, OpenFile file) throws IOException;
  }

  @Test
  void whatWasForcedIsKept() {
    assertEquals(
        Set.of("f=ab"),
        remainders((_, file) -> {
          write(file, "ab", 0);
          file.force();
        }));
  }

  @Test
  void ofWhatWasNotForcedAnySectorsAreKept() {
    assertEquals(
        Set.of("f=--", "f=a-", "f=-b", "f=ab"), remainders((_, file) -> write(file, "ab", 0)));
  }

  @Test
  void ofASectorThatWasWrittenOftenAnyVersionIsKept() {
    assertEquals(
        Set.of("f=--", "f=a-", "f=b-"),
        remainders((_, file) -> {
          write(file, "a", 0);
          write(file, "b", 0);
        }));
  }

  @Test
  void aLaterForceDoesNotMakeUpForAFailedOne() {
    Set<String> remainders =
        remainders((disk, file) -> {
          write(file, "a", 0);
          failNext(disk, Call.FORCE);
          assertThrows(IOException.class, file::force);
          assertEquals("f=a-", show(disk), "the page cache shows what the disk may not have");
          file.force();
        });
    assertEquals(Set.of("f=--", "f=a-"), remainders);
  }

  @Test
  void writingAgainAfterAFailedForceDoesMakeUpForIt() {
    assertEquals(
        Set.of("f=a-"),
        remainders((disk, file) -> {
          write(file, "a", 0);
          failNext(disk, Call.FORCE);
          assertThrows(IOException.class, file::force);
          write(file, "a", 0);
          file.force();
        }));
  }

  @Test
  void aNameIsKeptOnlyWhenItWasForced() {
    assertEquals(
        Set.of("f=--", "f=-- g=x"),
        remainders((disk, _) -> {
          OpenFile other = disk.create("g");
          write(other, "x", 0);
          other.force();
        }));
    assertEquals(
        Set.of("g=--"),
        remainders((disk, _) -> {
          disk.rename("f", "g");
          disk.forceDirectory();
        }));
    assertEquals(Set.of("f=--", "g=--"), remainders((disk, _) -> disk.rename("f", "g")));
    assertEquals(Set.of("f=--", ""), remainders((disk, _) -> disk.delete("f")));
  }

  @Test
  void aNameWithoutContentIsAnEmptyFile() {
    assertEquals(
        Set.of("f=-- g=", "f=-- g=-", "f=-- g=x"),
        remainders((disk, _) -> {
          write(disk.create("g"), "x", 0);
          disk.forceDirectory();
        }));
  }

  @Test
  void aFullDiskTakesWhatFitsAndThenNothing() throws IOException {
    SimulatedDisk disk = new SimulatedDisk(Choices.seeded(1));
    disk.room(3 * 512);
    OpenFile file = disk.create("f");
    assertEquals(1024, file.write(sectors("ab"), 0));
    assertEquals(512, file.write(sectors("cd"), 1024));
    assertThrows(IOException.class, () -> file.write(sectors("d"), 1536));
    assertEquals(512, file.write(sectors("x"), 0), "what needs no room is taken");
  }

  @Test
  void withoutPowerNothingAnswers() throws IOException {
    SimulatedDisk disk = new SimulatedDisk(Choices.seeded(1));
    OpenFile file = disk.create("f");
    disk.trouble(call -> call == Call.FORCE ? Outcome.CUT_AFTER : Outcome.DONE);
    assertThrows(PowerCut.class, file::force);
    assertThrows(PowerCut.class, () -> file.write(sectors("a"), 0));
    assertThrows(PowerCut.class, disk::names);
  }

  @Test
  void aWriteMayBeShortAndSayNothing() throws IOException {
    SimulatedDisk disk = new SimulatedDisk(Choices.seeded(1));
    OpenFile file = disk.create("f");
    disk.trouble(_ -> Outcome.SHORT);
    assertTrue(file.write(sectors("abcd"), 0) < 4 * 512);
  }

  /** All that can be left after a power cut. */
  private static Set<String> remainders(Use use) {
    Set<String> remainders = new TreeSet<>();
    EveryChoice choices = new EveryChoice();
    do {
      SimulatedDisk disk = new SimulatedDisk(choices);
      disk.useCleanBlocks();
      disk.put("f", sectors("--").array());
      try {
        use.apply(disk, disk.open("f"));
      } catch (IOException e) {
        throw new AssertionError(e);
      }
      disk.cutPower();
      remainders.add(show(disk));
    } while (choices.next());
    return remainders;
  }

  private static String show(SimulatedDisk disk) {
    StringBuilder shown = new StringBuilder();
    disk.files()
        .forEach((name, file) -> {
          shown.append(' ').append(name).append('=');
          for (int i = 0; i < file.size(); i += 512) {
            shown.append((char) Math.max('-', file.content()[i]));
          }
        });
    return shown.toString().strip();
  }

  private static void failNext(SimulatedDisk disk, Call failing) {
    disk.trouble(call -> {
      disk.trouble(_ -> Outcome.DONE);
      return call == failing ? Outcome.FAILED : Outcome.DONE;
    });
  }

  private static void write(OpenFile file, String letters, int position) throws IOException {
    assertEquals(letters.length() * 512, file.write(sectors(letters), position));
  }

  private static ByteBuffer sectors(String letters) {
    ByteBuffer bytes = ByteBuffer.allocate(letters.length() * 512);
    for (byte letter : letters.getBytes(US_ASCII)) {
      for (int i = 0; i < 512; i++) {
        bytes.put(letter);
      }
    }
    return bytes.flip();
  }
}
