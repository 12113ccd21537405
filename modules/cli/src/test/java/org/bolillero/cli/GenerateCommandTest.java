package org.bolillero.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GenerateCommandTest {
  @TempDir private Path folder;

  @Test
  void everyAgencyGetsAFileAndAllBetsAreInThem() throws IOException {
    Path out = folder.resolve("new/bets");
    Run run = Run.of("generate", "--agencies", "3", "--bets", "1000", "--out", out.toString());
    assertEquals(0, run.exitCode(), run.err());
    assertEquals(List.of("agency-1.csv", "agency-2.csv", "agency-3.csv"), files(out));
    long rows = 0;
    for (String line : run.out().lines().toList()) {
      Path file = Path.of(line.substring(0, line.indexOf(' ')));
      long count = Files.readAllLines(file).size();
      assertEquals(file + " " + count, line);
      rows += count;
    }
    assertEquals(1000, rows);
  }

  @Test
  void theSameSeedMakesTheSameFiles() throws IOException {
    Path one = folder.resolve("one");
    Path two = folder.resolve("two");
    Path other = folder.resolve("other");
    for (Path out : List.of(one, two)) {
      assertEquals(0, generate(out, "--seed", "-7").exitCode());
    }
    assertEquals(0, generate(other, "--seed", "8").exitCode());
    assertArrayEquals(bytes(one), bytes(two));
    assertFalse(java.util.Arrays.equals(bytes(one), bytes(other)));
  }

  @Test
  void aFileThatIsThereIsKeptUnlessForced() throws IOException {
    Path second = Files.writeString(folder.resolve("agency-2.csv"), "mine");
    Run refused = generate(folder);
    assertEquals(
        new Run(2, "", "bolillero: " + second + ": exists already; replace it with --force\n"),
        refused);
    assertEquals(List.of("agency-2.csv"), files(folder));
    assertEquals("mine", Files.readString(second));
    assertEquals(0, generate(folder, "--force").exitCode());
    assertFalse(Files.readString(second).contains("mine"));
  }

  @Test
  void aFolderThatCannotBeIsRefused() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertEquals(new Run(2, "", "bolillero: " + file + ": is not a folder\n"), generate(file));
    Path below = file.resolve("below");
    assertEquals(2, generate(below).exitCode());
    assertEquals(
        "bolillero: " + below + ": cannot be made: Not a directory\n", generate(below).err());
  }

  @Test
  void whatCannotBeReplacedIsSaidBeforeAnythingIsWritten() throws IOException {
    Path second = Files.createDirectory(folder.resolve("agency-2.csv"));
    assertEquals(
        new Run(2, "", "bolillero: " + second + ": is no regular file\n"),
        generate(folder, "--force"));
    assertEquals(List.of("agency-2.csv"), files(folder));
  }

  @Test
  void filesThatLookTemporaryAreKept() throws IOException {
    Path part = Files.writeString(folder.resolve("agency-2.csv.part"), "mine");
    assertEquals(0, generate(folder).exitCode());
    assertEquals("mine", Files.readString(part));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          generate                          | missing --out
          generate --out x --agencies 0     | --agencies=0: expected a whole number from 1 to 10000
          generate --out x --agencies 10001 | --agencies=10001: expected a whole number from 1 to 10000
          generate --out x --bets -1        | --bets=-1: expected a whole number from 0 to 1000000000000
          generate --out x --bets many      | --bets=many: expected a whole number from 0 to 1000000000000
          generate --out x --seed s         | --seed=s: expected a whole number
          """)
  void aWrongFlagIsSaid(String arguments, String message) {
    assertEquals(
        new Run(2, "", "bolillero: " + message + "; try 'bolillero generate --help'\n"),
        Run.of(arguments.split(" ")));
  }

  private static Run generate(Path out, String... more) {
    return Run.of(
        Stream.concat(
                Stream.of("generate", "--agencies", "3", "--bets", "50", "--out", out.toString()),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static byte[] bytes(Path folder) throws IOException {
    return Files.readAllBytes(folder.resolve("agency-1.csv"));
  }
}
