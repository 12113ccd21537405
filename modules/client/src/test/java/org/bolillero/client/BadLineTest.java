package org.bolillero.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.OptionalLong;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.bolillero.protocol.Protocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What users send instead of a file of bets: each time the message says what it seems to be. */
class BadLineTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 1, 31);
  private static final String ROW = "Ana,Paz,30904465,1999-03-17,7574\n";

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '`',
      textBlock =
          """
          nombre,apellido,documento,nacimiento,numero ! found "nacimiento"; this is a header line
          first name,last name,document,birth date,número,sucursal ! found 6; this is a header line
          nombre;apellido;documento;nacimiento;numero ! found 1; fields are separated by semicolons
          Ana;Paz;30904465;17/03/1999;7574    ! found 1; fields are separated by semicolons instead of commas
          "Ana";"Paz";"30904465";"17/03/1999";"7574" ! fields are separated by semicolons
          Ana\\tPaz\\t30904465\\t1999-03-17\\t7574 ! found 1; fields are separated by tabs
          Ana|Paz|30904465|1999-03-17|7574    ! found 1; fields are separated by |
          Ana,Paz,30.904.465,1999-03-17,7574  ! found "30.904.465"; a document is written without dots
          Ana,Paz,30 904 465,1999-03-17,7574  ! found "30 904 465"; a document is written without dots
          Ana,Paz,20-30904465-1,1999-03-17,75 ! found "20-30904465-1"; a document is written without dots
          Ana,Paz,30,904,465,1999-03-17,7574  ! found 7; a field that has a comma must stand in quotes
          Ana,Paz,30904465,17/03/1999,7574    ! found "17/03/1999"; the date does not begin with the year
          Ana,Paz,30904465,17-03-99,7574      ! found "17-03-99"; the date does not begin with the year
          Ana,Paz,30904465,19990317,7574      ! found "19990317"; the date is written without dashes
          Ana,Paz,30904465,1999/03/17,7574    ! found "1999/03/17"; the date is written without dashes
          Ana,Paz,30904465,1999-03-17 00:00,1 ! found "1999-03-17 00:00"; something follows the date
          Ana,Paz,30904465,1999-03-17,7.574   ! found "7.574"; a number is written without separators
          Ana,Paz,30904465,1999-03-17,7574.0  ! found "7574.0"; a number is written without decimals
          Ana,Paz,30904465,1999-03-17,\\s7574 ! found " 7574"; there are spaces around the number
          "Ana,Paz,30904465,1999-03-17,7574   ! a quote is not closed in its line
          A\\0a,Paz,30904465,1999-03-17,7574  ! there is a NUL byte in the line
          An\\ra,Paz,30904465,1999-03-17,7574 ! found 1; the line ends with a carriage return alone
          <html><body>Not found               ! found 1; the file is a web page or XML
          {"nombre":"Ana"}                    ! found 1; the file is JSON
          """)
  void aRowSaysWhatItSeemsToBe(String row, String problem) throws Exception {
    Path file = write(row.translateEscapes() + "\n" + ROW, UTF_8);
    String message = problemOf(file);
    assertTrue(message.startsWith(file + ":1: "), message);
    assertTrue(message.contains(problem), message);
  }

  @Test
  void aFileThatIsNotUtf8IsNamedByWhatItIs() throws Exception {
    assertTrue(
        problemOf(write("José,Núñez,30904465,1999-03-17,7574\n", ISO_8859_1))
            .endsWith(
                "; the file is not UTF-8, but Latin-1 or Windows-1252, in which this is"
                    + " \"José\""));
    for (String text : new String[] {"\uFEFF" + ROW, ROW + ROW}) {
      for (Charset charset : new Charset[] {UTF_16LE, Charset.forName("UTF-16BE")}) {
        String message = problemOf(write(text, charset));
        assertTrue(message.endsWith("; the file is UTF-16, not UTF-8"), message);
      }
    }
  }

  @Test
  void aByteOrderMarkInTheMiddleSaysThatFilesWereJoined() throws Exception {
    Path file = write("\uFEFF" + ROW + "\uFEFF" + ROW, UTF_8);
    String message = problemOf(file);
    assertTrue(message.startsWith(file + ":2: first name: "), message);
    assertTrue(
        message.endsWith("; there is a byte order mark in the line: files were joined"), message);
  }

  @Test
  void aSpreadsheetOrACompressedFileIsNamed() throws Exception {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(zipped)) {
      zip.putNextEntry(new ZipEntry("xl/workbook.xml"));
      zip.write(ROW.repeat(1000).getBytes(UTF_8));
    }
    assertProblem("the file is a spreadsheet (.xlsx, .ods) or a zip archive", zipped);
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(ROW.repeat(1000).getBytes(UTF_8));
    }
    assertProblem("the file is compressed", compressed);
  }

  @Test
  void whatIsKnownOfNoneIsNotGuessed() throws Exception {
    Path file = write("Ana,Paz,30904465,1999-03-17,99999\n", UTF_8);
    assertEquals(
        file + ":1: number: expected a number from 0 to 9999, found \"99999\"", problemOf(file));
    String tooLong = problemOf(write("é".repeat(200) + ",Paz,1,1999-03-17,7\n", UTF_8));
    assertFalse(tooLong.contains("Latin-1"), tooLong);
  }

  private void assertProblem(String cause, ByteArrayOutputStream content) throws IOException {
    Path file = Files.write(folder.resolve("agency-1.csv"), content.toByteArray());
    String message = problemOf(file);
    assertTrue(message.contains("; " + cause) || message.contains(": " + cause), message);
  }

  private static String problemOf(Path file) {
    return String.valueOf(assertThrows(BetFileException.class, () -> read(file)).getMessage());
  }

  private static void read(Path file) throws BetFileException {
    BetFile found = BetFile.find(file, OptionalLong.empty(), false, TODAY);
    try (BetFileReader reader = found.open(1, Protocol.FRAME_BYTES_DEFAULT)) {
      while (reader.next(1).isPresent()) {
        // Only what is wrong counts.
      }
    }
  }

  private Path write(String text, Charset charset) throws IOException {
    return Files.writeString(folder.resolve("agency-1.csv"), text, charset);
  }
}
