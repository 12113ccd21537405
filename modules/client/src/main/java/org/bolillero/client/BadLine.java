package org.bolillero.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bolillero.lottery.BetField;

/**
 * A line of a file that is not a bet, looked up for an error message. It recognises the usual
 * causes, so that the user need not guess. Each character is a byte.
 *
 * @param head the first bytes of the file
 * @param number the number of the line, from 1
 * @param text the line without its end, or the beginning of a long one
 * @param end what ends the line: LF, CR LF, CR, or nothing
 */
record BadLine(String head, long number, String text, String end) {
  private static final int HEAD_BYTES = 64;
  private static final int TEXT_BYTES_MAX = 1024;

  /** Latin-1 with printable characters in place of some control characters. */
  private static final Charset WINDOWS = Charset.forName("windows-1252");

  private record Sign(Pattern pattern, String cause) {
    Sign(String pattern, String cause) {
      this(Pattern.compile(pattern, Pattern.DOTALL), cause);
    }

    boolean isIn(String text) {
      return pattern.matcher(text).lookingAt();
    }
  }

  /** How files of other kinds begin. */
  private static final List<Sign> HEADS =
      List.of(
          new Sign(
              "\u00FF\u00FE|\u00FE\u00FF|([^\0]\0){4}|(\0[^\0]){4}",
              "the file is UTF-16, not UTF-8"),
          new Sign("PK\u0003\u0004", "the file is a spreadsheet (.xlsx, .ods) or a zip archive"),
          new Sign("\u00D0\u00CF\u0011\u00E0", "the file is a spreadsheet (.xls)"),
          new Sign("\u001F\u008B|BZh|\u00FD7zXZ|\\(\u00B5/\u00FD", "the file is compressed"),
          new Sign("\\s*<", "the file is a web page or XML"),
          new Sign("\\s*[\\[{]", "the file is JSON"));

  /** What can be wrong with a line as a whole. */
  private static final List<Sign> LINES =
      List.of(
          new Sign("[^\0]*\0", "there is a NUL byte in the line: is it text?"),
          new Sign("[^;]*(;[^;]*){4}", "fields are separated by semicolons instead of commas"),
          new Sign("[^\t]*(\t[^\t]*){4}", "fields are separated by tabs instead of commas"),
          new Sign("[^|]*(\\|[^|]*){4}", "fields are separated by | instead of commas"),
          new Sign("[^\"]*\"([^\"]*\"[^\"]*\")*[^\"]*$", "a quote is not closed in its line"),
          new Sign(
              "[^,]*,[^,]*(,[^,0-9]*[A-Za-z][^,0-9]*){3}",
              "this is a header line, which a file of bets does not have"));

  private static final Sign SIX_FIELDS =
      new Sign(
          "[^,]*(,[^,]*){5,9}$",
          "a field that has a comma must stand in quotes, and numbers have no commas");

  private static final String LONE_RETURN =
      "the line ends with a carriage return alone, without LF";

  private static final List<Sign> DOCUMENTS =
      List.of(
          new Sign(
              "[0-9., '-]*[0-9][0-9., '-]*$",
              "a document is written without dots, commas, dashes and spaces"));
  private static final List<Sign> DATES =
      List.of(
          new Sign("\\d{1,2}[/.-]\\d{1,2}[/.-]\\d", "the date does not begin with the year"),
          new Sign("\\d{4}-\\d\\d-\\d\\d.", "something follows the date, such as a time of day"),
          new Sign("\\d{4}[/. ]?\\d", "the date is written without dashes"));
  private static final List<Sign> NUMBERS =
      List.of(
          new Sign("\\d{1,3}([., ']\\d{3})+$", "a number is written without separators"),
          new Sign("\\d+[.,]0*$", "a number is written without decimals"),
          new Sign("\\s+\\d+\\s*$|\\d+\\s+$", "there are spaces around the number"));

  /** Looks up a line by its number, from 1, or the last line if there are fewer. */
  static BadLine find(Path file, long line) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      in.mark(HEAD_BYTES);
      String head = new String(in.readNBytes(HEAD_BYTES), ISO_8859_1);
      in.reset();
      BadLine found = next(in, head, 1);
      while (found.number < line && !found.end.isEmpty()) {
        BadLine next = next(in, head, found.number + 1);
        if (next.text.isEmpty() && next.end.isEmpty()) {
          break;
        }
        found = next;
      }
      return found;
    }
  }

  private static BadLine next(InputStream in, String head, long number) throws IOException {
    StringBuilder text = new StringBuilder();
    int c = in.read();
    for (; c >= 0 && c != '\n' && c != '\r'; c = in.read()) {
      if (text.length() < TEXT_BYTES_MAX) {
        text.append((char) c);
      }
    }
    String end = c < 0 ? "" : c == '\n' ? "\n" : "\r";
    if (c == '\r') {
      in.mark(1);
      if (in.read() == '\n') {
        end = "\r\n";
      } else {
        in.reset();
      }
    }
    return new BadLine(head, number, text.toString(), end);
  }

  /** What is most likely wrong with the line as a whole. */
  Optional<String> cause() {
    return first(HEADS, head)
        .or(() -> first(LINES, text))
        .or(() -> end.equals("\r") ? Optional.of(LONE_RETURN) : Optional.empty());
  }

  /** What is most likely wrong with a line that has more or fewer fields than a bet. */
  Optional<String> causeOfFieldCount() {
    return cause().or(() -> first(List.of(SIX_FIELDS), text));
  }

  /** What is most likely wrong with a field of the line, given its value as it is in the file. */
  Optional<String> causeOf(BetField field, String value) {
    return cause()
        .or(() ->
            switch (field) {
              case FIRST_NAME, LAST_NAME -> ofName(value);
              case DOCUMENT -> first(DOCUMENTS, value);
              case BIRTH_DATE -> first(DATES, value);
              case NUMBER -> first(NUMBERS, value);
            });
  }

  private static Optional<String> ofName(String value) {
    if (value.contains("\u00EF\u00BB\u00BF")) {
      return Optional.of("there is a byte order mark in the line: files were joined");
    }
    byte[] bytes = value.getBytes(ISO_8859_1);
    boolean isUtf8 = Arrays.equals(bytes, new String(bytes, UTF_8).getBytes(UTF_8));
    return isUtf8 || bytes.length >= BetRowHandler.TEXT_BYTES_MAX
        ? Optional.empty()
        : Optional.of(
            "the file is not UTF-8, but Latin-1 or Windows-1252, in which this is \""
                + new String(bytes, WINDOWS)
                + '"');
  }

  private static Optional<String> first(List<Sign> signs, String text) {
    return signs.stream().filter(sign -> sign.isIn(text)).findFirst().map(Sign::cause);
  }
}
