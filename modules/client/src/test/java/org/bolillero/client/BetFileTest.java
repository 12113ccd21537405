package org.bolillero.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bolillero.lottery.Bet;
import org.bolillero.lottery.BetBatch;
import org.bolillero.protocol.Protocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BetFileTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 1, 31);
  private static final Bet ANA = new Bet("Ana", "Paz", "123", LocalDate.of(1999, 3, 17), 7);
  private static final Bet LUZ = new Bet("Luz", "Sol", "45", LocalDate.of(2000, 2, 29), 9999);

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Ana,Paz,123,1999-03-17,7\nLuz,Sol,45,2000-02-29,9999\n",
        "Ana,Paz,123,1999-03-17,7\r\nLuz,Sol,45,2000-02-29,9999\r\n",
        "Ana,Paz,123,1999-03-17,7\nLuz,Sol,45,2000-02-29,9999",
        "Ana,Paz,123,1999-03-17,7\r\nLuz,Sol,45,2000-02-29,9999\r",
        "\uFEFFAna,Paz,123,1999-03-17,7\nLuz,Sol,45,2000-02-29,9999\n",
        "\n\r\nAna,Paz,123,1999-03-17,7\n\n\n\r\nLuz,Sol,45,2000-02-29,9999\n\n",
        "\"Ana\",\"Paz\",\"123\",\"1999-03-17\",\"7\"\n\"Luz\",Sol,45,2000-02-29,\"9999\"",
        "Ana,Paz,123,1999-03-17,0007\nLuz,Sol,45,2000-02-29,9999\n",
      })
  void theSameBetsAreReadHoweverLinesEndAndFieldsAreQuoted(String text) throws Exception {
    assertEquals(List.of(ANA, LUZ), betsOf(text));
  }

  @Test
  void aQuotedFieldMayHoldCommasAndQuotes() throws Exception {
    Bet expected = new Bet("Ana \"la\" Luz", "Paz, Sol", "123", ANA.birthDate(), 7);
    assertEquals(
        List.of(expected), betsOf("\"Ana \"\"la\"\" Luz\",\"Paz, Sol\",123,1999-03-17,7\n"));
    assertEquals("O\"Paz", betsOf("Ana,O\"Paz,123,1999-03-17,7").getFirst().lastName());
  }

  @Test
  void textIsUtf8() throws Exception {
    Bet bet = betsOf("Ñandú,Müller 🎱 ÿ,123,1999-03-17,7\n").getFirst();
    assertEquals("Ñandú", bet.firstName());
    assertEquals("Müller 🎱 ÿ", bet.lastName());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Ana,Paz,123,1999-03-17        | expected 5 fields, found 4",
        "Ana,Paz,123,1999-03-17,7,8    | expected 5 fields, found 6;…no commas",
        "Ana                           | expected 5 fields, found 1",
        "Ana,Paz,123,1999-03-17,       | number: … found \"\"",
        "Ana,Paz,123,1999-03-17,-1     | number: … found \"-1\"",
        "Ana,Paz,123,1999-03-17,10000  | number: … found \"10000\"",
        "Ana,Paz,12a,1999-03-17,7      | document: expected 1 to 16 ASCII digits, found \"12a\"",
        ",Paz,123,1999-03-17,7         | first name: … found 0",
        "A\u0007na,Paz,123,1999-03-17,7 | first name: expected text without control and invisible"
            + " characters, found U+0007",
        "Ana,Paz,123,17/03/1999,7      | birth date: … found \"17/03/1999\"; the date does not"
            + " begin with the year",
        "Ana,Paz,123,１９９９-３-１,7    | birth date: … found \"１９９９-３-１\"",
        "Ana,Paz,123,2026-02-01,7      | birth date: … found 2026-02-01",
        "\"Ana,Paz,123,1999-03-17,7    | expected fields … are closed; a quote is not closed in its"
            + " line",
        "\"Ana\"x,Paz,123,1999-03-17,7 | expected fields … whose quotes are closed",
      })
  void aBadRowIsNamedByFileLineAndReason(String row, String reason) throws Exception {
    String good = "Ana,Paz,123,1999-03-17,7\n";
    Path file = write("\r\n" + good + "\n" + good + row + "\n" + good, UTF_8);
    BetFileException e = assertThrows(BetFileException.class, () -> read(file));
    String[] parts = reason.split("…", -1);
    String message = String.valueOf(e.getMessage());
    assertTrue(message.startsWith(file + ":5: " + parts[0]), message);
    assertTrue(message.endsWith(parts[parts.length - 1]), message);
    assertEquals(5, e.line());
  }

  @Test
  void malformedUtf8IsABadRow() throws Exception {
    Path file = write("Ana,Paz,1,1999-03-17,7\nPe\u00F1a,Paz,1,1999-03-17,7\n", ISO_8859_1);
    assertEquals(
        file
            + ":2: first name: expected well-formed UTF-8; the file is not UTF-8, but Latin-1 or"
            + " Windows-1252, in which this is \"Peña\"",
        problemOf(file));
  }

  @Test
  void aRowOfQuotedLinesIsNamedByItsFirst() throws Exception {
    Path file = write("Ana,Paz,1,1999-03-17,7\n\"Ana\nLuz\",Paz,1,1999-03-17,7\n", UTF_8);
    assertEquals(
        file
            + ":2: first name: expected text without control and invisible characters, found"
            + " U+000A; a quote is not closed in its line",
        problemOf(file));
  }

  @Test
  void aHugeLineIsABadRowAndNotAHugeBuffer() throws Exception {
    String huge = "x".repeat(3_000_000);
    for (String row : List.of(huge, "\"" + huge, huge + ",Paz,123,1999-03-17,7")) {
      Path file = write("Ana,Paz,1,1999-03-17,7\n" + row, UTF_8);
      String problem = problemOf(file);
      assertTrue(problem.startsWith(file + ":2: expected fields of less"), problem);
    }
    Path file = write(",".repeat(3_000_000), UTF_8);
    assertEquals(file + ":1: expected 5 fields, found 3000001", problemOf(file));
  }

  @Test
  void whatIsNoReadableFileIsSaidInOneLine() {
    Path missing = folder.resolve("agency-9.csv");
    assertEquals(missing + ": no such file", problemOf(missing));
    assertEquals(folder + ": is a directory, not a file", problemOf(folder));
    Path device = Path.of("/dev/null");
    assertEquals(
        device + ": expected a regular file, which can be read again to resume", problemOf(device));
  }

  @Test
  void aBatchHasAtMostTheCountAndTheBytesAllowed() throws Exception {
    BetFile file = find(write(rows(1000), UTF_8));
    try (BetFileReader reader = file.open(130, Protocol.FRAME_BYTES_LIMIT)) {
      List<Integer> counts = new ArrayList<>();
      for (BetBatch batch : batches(reader)) {
        counts.add(batch.count());
      }
      assertEquals(List.of(130, 130, 130, 130, 130, 130, 130, 90), counts);
    }
    int frameBytes = Protocol.FRAME_BYTES_DEFAULT;
    try (BetFileReader reader = file.open(BetBatch.COUNT_MAX, frameBytes)) {
      List<BetBatch> batches = batches(reader);
      assertEquals(1000, batches.stream().mapToInt(BetBatch::count).sum());
      for (BetBatch batch : batches.subList(0, batches.size() - 1)) {
        int frame = Protocol.BATCH_OVERHEAD_BYTES + batch.bytes().remaining();
        assertTrue(frame <= frameBytes, () -> "a frame of " + frame);
        assertTrue(frame > frameBytes - 64, () -> "only " + frame);
      }
    }
  }

  @Test
  void batchesCanBeCutAtAnyBetAndNoneIsLost() throws Exception {
    String text = rows(12);
    List<Bet> all = betsOf(text);
    BetFile file = find(write(text, UTF_8));
    for (int cut = 0; cut <= 12; cut++) {
      try (BetFileReader reader = file.open(5, Protocol.FRAME_BYTES_DEFAULT)) {
        List<Bet> bets = new ArrayList<>();
        while (reader.index() < cut) {
          reader.next(cut - reader.index()).orElseThrow().forEach(bets::add);
        }
        assertEquals(cut, reader.index());
        batches(reader).forEach(batch -> batch.forEach(bets::add));
        assertEquals(all, bets);
      }
    }
  }

  @Test
  void theLineOfABetIsFoundAgain() throws Exception {
    String row = "Ana,Paz,123,1999-03-17,7\n";
    BetFile file = find(write("\n" + row + "\r\n\n" + row + row + "\n\n", UTF_8));
    assertEquals(List.of(2L, 5L, 6L), List.of(file.lineOf(0), file.lineOf(1), file.lineOf(2)));
  }

  @Test
  void readingTellsHowFarItIs() throws Exception {
    BetFile file = find(write(rows(10_000), UTF_8));
    try (BetFileReader reader = file.open(100, Protocol.FRAME_BYTES_DEFAULT)) {
      reader.next(100);
      assertTrue(reader.position() > 0 && reader.position() < file.size());
      batches(reader);
      assertEquals(file.size(), reader.position());
    }
  }

  private static String rows(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "Ana %d,Paz,%d,1999-03-17,%d\n".formatted(i, 30_000_000 + i, i % 10_000))
        .collect(Collectors.joining());
  }

  private List<Bet> betsOf(String text) throws Exception {
    return read(write(text, UTF_8));
  }

  private static List<Bet> read(Path file) throws BetFileException {
    try (BetFileReader reader = find(file).open(100, Protocol.FRAME_BYTES_DEFAULT)) {
      List<Bet> bets = new ArrayList<>();
      batches(reader).forEach(batch -> batch.forEach(bets::add));
      return bets;
    }
  }

  /** Of a file that these tests care about, however it ends. */
  private static BetFile find(Path file) throws BetFileException {
    return BetFile.find(file, OptionalLong.empty(), true, TODAY);
  }

  private static List<BetBatch> batches(BetFileReader reader) throws BetFileException {
    List<BetBatch> batches = new ArrayList<>();
    for (var batch = reader.next(Long.MAX_VALUE);
        batch.isPresent();
        batch = reader.next(Long.MAX_VALUE)) {
      batches.add(batch.get());
    }
    return batches;
  }

  private static String problemOf(Path file) {
    return String.valueOf(assertThrows(BetFileException.class, () -> read(file)).getMessage());
  }

  private Path write(String text, Charset charset) throws IOException {
    return Files.writeString(folder.resolve("agency-1.csv"), text, charset);
  }
}
