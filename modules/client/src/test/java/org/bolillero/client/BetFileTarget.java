package org.bolillero.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bolillero.fuzz.FuzzTarget;
import org.bolillero.lottery.Bet;
import org.bolillero.lottery.BetBatch;
import org.bolillero.protocol.Protocol;

/** A file has bets, which written down again are the same, or a line and a reason that is named. */
final class BetFileTarget implements FuzzTarget {
  private static final LocalDate TODAY = LocalDate.of(2026, 1, 31);
  private static final Pattern PROBLEM =
      Pattern.compile(
          "(first name|last name|document|birth date|number): expected .*"
              + "|(expected 5 fields), found \\d+(?:; .*)?"
              + "|(expected fields of less than 64 KiB whose quotes are closed)(?:; .*)?",
          Pattern.DOTALL);
  private static final OptionalLong ANY = OptionalLong.empty();

  private final Path file;

  BetFileTarget() throws IOException {
    file = Files.createTempFile("agency", ".csv");
    file.toFile().deleteOnExit();
  }

  @Override
  public List<byte[]> words() {
    String valid = "Ana,Paz,1,1999-03-17,7\n";
    return List.of(valid.getBytes(UTF_8), "\"".getBytes(UTF_8), "\r\n".getBytes(UTF_8));
  }

  @Override
  public String run(byte[] input) throws Exception {
    Files.write(file, input);
    List<Bet> bets;
    try {
      bets = read(100, ANY, true);
    } catch (BetFileException e) {
      return e.line() == 0 ? noBets(e, input) : problem(e, input);
    }
    boolean isCut = isCut(input, bets.size());
    String text = new String(input, ISO_8859_1);
    if (text.indexOf('"') < 0) {
      assertEquals(plainReading(text), bets.stream().map(BetFileTarget::fields).toList());
    }
    Files.writeString(file, bets.stream().map(BetFileTarget::row).collect(Collectors.joining()));
    assertEquals(bets, read(7, OptionalLong.of(bets.size()), false), "written down again");
    return isCut ? "cut" : "bets";
  }

  /** Without a line end the file is refused by its last line; its number of bets is what it is. */
  private boolean isCut(byte[] input, int count) throws BetFileException {
    read(100, OptionalLong.of(count), true);
    for (int other : new int[] {count - 1, count + 1}) {
      assertThrows(BetFileException.class, () -> read(100, OptionalLong.of(other), true));
    }
    if (input[input.length - 1] == '\n') {
      read(100, ANY, false);
      return false;
    }
    BetFileException e = assertThrows(BetFileException.class, () -> read(100, ANY, false));
    String text = new String(input, ISO_8859_1);
    assertEquals(lines(text), e.line(), e::getMessage);
    return true;
  }

  /** How many lines there are; the last one may have no end, and may be empty if it has one. */
  private static int lines(String text) {
    int pieces = text.split("\r\n|\r|\n", -1).length;
    return text.endsWith("\r") ? pieces - 1 : pieces;
  }

  /** There is no row, which can be meant. */
  private String noBets(BetFileException e, byte[] input) throws BetFileException {
    String message = String.valueOf(e.getMessage());
    assertTrue(message.startsWith(file + ": expected at least one bet"), message);
    String text = new String(input, ISO_8859_1);
    assertTrue(text.matches("(ï»¿)?[\r\n]*"), text);
    assertEquals(List.of(), read(100, OptionalLong.of(0), false));
    return "no bets";
  }

  /** The line is one of the file, and the bets before it can be read. */
  private String problem(BetFileException e, byte[] input) throws Exception {
    String message = String.valueOf(e.getMessage());
    String place = file + ":" + e.line() + ": ";
    assertTrue(message.startsWith(place), message);
    Matcher problem = PROBLEM.matcher(message.substring(place.length()));
    assertTrue(problem.matches(), message);
    String text = new String(input, ISO_8859_1);
    String[] lines = text.split("\r\n|\r|\n", -1);
    assertTrue(e.line() >= 1 && e.line() <= lines.length, message);
    String before = text.substring(0, offset(text, e.line()));
    Files.writeString(file, before, ISO_8859_1);
    try {
      read(100, ANY, true);
    } catch (BetFileException none) {
      assertEquals(0, none.line(), "there may be no row before");
    }
    for (int i = 1; i <= 3; i++) {
      if (problem.group(i) != null) {
        return problem.group(i);
      }
    }
    throw new AssertionError(message);
  }

  /** Where a line starts. */
  private static int offset(String text, long line) {
    Matcher ends = Pattern.compile("\r\n|\r|\n").matcher(text);
    int offset = 0;
    for (long i = 1; i < line && ends.find(); i++) {
      offset = ends.end();
    }
    return offset;
  }

  private List<Bet> read(int countMax, OptionalLong expected, boolean mayLackLastLineEnd)
      throws BetFileException {
    List<Bet> bets = new ArrayList<>();
    BetFile opened = BetFile.find(file, expected, mayLackLastLineEnd, TODAY);
    try (BetFileReader reader = opened.open(countMax, Protocol.FRAME_BYTES_DEFAULT)) {
      Optional<BetBatch> batch = reader.next(Long.MAX_VALUE);
      while (batch.isPresent()) {
        batch.get().forEach(bets::add);
        batch = reader.next(Long.MAX_VALUE);
      }
    }
    return bets;
  }

  /** Of a file without quotes, as plainly as it can be said. */
  private static List<List<String>> plainReading(String text) {
    String withoutMark = text.startsWith("ï»¿") ? text.substring(3) : text;
    List<List<String>> rows = new ArrayList<>();
    for (String line : withoutMark.split("\r\n|\r|\n", -1)) {
      if (!line.isEmpty()) {
        List<String> fields = new ArrayList<>();
        for (String field : line.split(",", -1)) {
          fields.add(new String(field.getBytes(ISO_8859_1), UTF_8));
        }
        fields.set(4, Integer.toString(Integer.parseInt(fields.get(4))));
        rows.add(fields);
      }
    }
    return rows;
  }

  private static List<String> fields(Bet bet) {
    return List.of(
        bet.firstName(),
        bet.lastName(),
        bet.document(),
        bet.birthDate().toString(),
        Integer.toString(bet.number()));
  }

  private static String row(Bet bet) {
    return fields(bet).stream()
            .map(field -> '"' + field.replace("\"", "\"\"") + '"')
            .collect(Collectors.joining(","))
        + "\r\n";
  }
}
