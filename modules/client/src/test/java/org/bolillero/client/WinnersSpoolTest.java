package org.bolillero.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bolillero.console.CommandException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WinnersSpoolTest {
  private static final int WINNERS = 5000;

  @TempDir Path folder;

  /** None in memory, some, all. */
  @ParameterizedTest
  @ValueSource(ints = {0, 100, 20_000, Integer.MAX_VALUE})
  void whatIsPrintedIsWhatWasAddedSinceTheLastBeginning(int memoryBytesMax) throws Exception {
    try (WinnersSpool spool = new WinnersSpool(memoryBytesMax, folder)) {
      for (int round = 0; round < 2; round++) {
        spool.begin();
        spool.add(documents(0, 3000));
      }
      spool.begin();
      StringBuilder expected = new StringBuilder();
      for (int i = 0; i < WINNERS; i += 100) {
        spool.add(documents(i, i + 100));
      }
      for (int i = 0; i < WINNERS; i++) {
        expected.append(i).append('\n');
      }
      StringWriter printed = new StringWriter();
      spool.print(new PrintWriter(printed));
      assertEquals(expected.toString(), printed.toString());
      try (Stream<Path> files = Files.list(folder)) {
        assertEquals(0, files.count(), "a temporary file has no name that could stay behind");
      }
    }
  }

  @Test
  void whereNoTemporaryFileCanBeMadeAFileOfTheUserIsRecommended() throws Exception {
    try (WinnersSpool spool = new WinnersSpool(10, folder.resolve("none"))) {
      spool.begin();
      CommandException e = assertThrows(CommandException.class, () -> spool.add(documents(0, 100)));
      String message = String.valueOf(e.getMessage());
      assertTrue(message.contains(folder.resolve("none").toString()), message);
      assertTrue(message.contains("--winners-out"), message);
    }
  }

  private static byte[] documents(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> i + "\n").collect(joining()).getBytes(US_ASCII);
  }
}
