package org.bolillero.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalLong;
import org.bolillero.protocol.Protocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether a file is whole: how it ends, how many bets it has, and that it stays as it was. */
class BetFileEndTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 1, 31);
  private static final String ROW = "Ana,Paz,123,1999-03-17,7574\n";
  private static final OptionalLong ANY = OptionalLong.empty();

  @TempDir private Path folder;

  @Test
  void aCutLastLineIsRefusedByItsNumber() throws Exception {
    Path file = write(ROW + "\r\n" + ROW + ROW.substring(0, ROW.length() - 3));
    BetFileException e = refusal(file, ANY);
    assertEquals(4, e.line());
    assertEquals(
        file
            + ":4: expected a line end after \"Ana,Paz,123,1999-03-17,75\", found the end of the"
            + " file; the file may have been cut; if it is whole, say --unterminated-last-line",
        e.getMessage());
    assertEquals(3, count(file, ANY, true));
  }

  @Test
  void aCutWithinALineEndIsACutToo() throws Exception {
    Path file = write("Ana,Paz,123,1999-03-17,7\r\nLuz,Sol,45,2000-02-29,8\r");
    BetFileException e = refusal(file, ANY);
    assertEquals(2, e.line());
    assertTrue(
        String.valueOf(e.getMessage()).contains("found a carriage return alone"), e::toString);
    assertEquals(2, count(file, ANY, true));
  }

  @Test
  void onlyTheEndOfALongCutLineIsShown() throws Exception {
    Path file = write(ROW + "x".repeat(5_000) + "," + "y".repeat(60));
    String message = String.valueOf(refusal(file, ANY).getMessage());
    assertTrue(message.length() < file.toString().length() + 220, message);
  }

  @Test
  void aFileWithoutABetIsRefusedUnlessItIsMeant() throws Exception {
    for (String text : List.of("", "\n", "\r\n\r\n", "\uFEFF", "\uFEFF\n")) {
      Path file = write(text);
      assertEquals(
          file
              + ": expected at least one bet, found a file of "
              + Files.size(file)
              + " bytes without any; the export may have failed; if there are no bets, say"
              + " --no-bets",
          refusal(file, ANY).getMessage());
      assertEquals(0, count(file, OptionalLong.of(0), false));
    }
  }

  @Test
  void aFileOfAnotherNumberOfBetsThanExpectedIsNotReadToItsEnd() throws Exception {
    Path file = write(ROW.repeat(3));
    assertEquals(3, count(file, OptionalLong.of(3), false));
    assertEquals(
        file + ": expected 4 bets, found 3; it may have been cut, or be another day's",
        refusal(file, OptionalLong.of(4)).getMessage());
    for (int fewer = 0; fewer < 3; fewer++) {
      assertEquals(
          file + ": expected " + fewer + " bets, found more; it may be another day's",
          refusal(file, OptionalLong.of(fewer)).getMessage());
    }
  }

  @Test
  void aFileThatIsCutWhileItIsReadIsNotReadToItsEnd() throws Exception {
    int rows = 10_000;
    Path file = write(ROW.repeat(rows));
    BetFile found = BetFile.find(file, ANY, false, TODAY);
    try (BetFileReader reader = found.open(1, Protocol.FRAME_BYTES_DEFAULT)) {
      reader.next(1);
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.truncate((long) ROW.length() * (rows - 1) - 3);
      }
      BetFileException e = assertThrows(BetFileException.class, () -> readAll(reader));
      assertTrue(String.valueOf(e.getMessage()).contains("must not change"), e::toString);
      assertTrue(reader.index() < rows - 1, "not the row that was cut");
    }
  }

  @Test
  void aFileThatGrowsWhileItIsReadIsNotReadToItsEnd() throws Exception {
    Path file = write(ROW.repeat(10_000));
    BetFile found = BetFile.find(file, ANY, false, TODAY);
    try (BetFileReader reader = found.open(1, Protocol.FRAME_BYTES_DEFAULT)) {
      reader.next(1);
      Files.writeString(file, ROW, StandardOpenOption.APPEND);
      BetFileException e = assertThrows(BetFileException.class, () -> readAll(reader));
      assertTrue(String.valueOf(e.getMessage()).contains("must not change"), e::toString);
    }
  }

  @Test
  void aFileThatIsAnotherWhenItIsReadAgainIsRefused() throws Exception {
    Path file = write(ROW.repeat(3));
    BetFile found = BetFile.find(file, ANY, false, TODAY);
    Files.writeString(file, ROW, StandardOpenOption.APPEND);
    BetFileException e =
        assertThrows(BetFileException.class, () -> found.open(1, Protocol.FRAME_BYTES_DEFAULT));
    assertTrue(String.valueOf(e.getMessage()).contains("must not change"), e::toString);
  }

  private static BetFileException refusal(Path file, OptionalLong bets) {
    return assertThrows(BetFileException.class, () -> count(file, bets, false));
  }

  private static long count(Path file, OptionalLong bets, boolean mayLackLastLineEnd)
      throws BetFileException {
    BetFile found = BetFile.find(file, bets, mayLackLastLineEnd, TODAY);
    try (BetFileReader reader = found.open(100, Protocol.FRAME_BYTES_DEFAULT)) {
      return readAll(reader);
    }
  }

  private static long readAll(BetFileReader reader) throws BetFileException {
    while (reader.next(Long.MAX_VALUE).isPresent()) {
      // Only how far it comes counts.
    }
    return reader.index();
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("agency-1.csv"), text, UTF_8);
  }
}
