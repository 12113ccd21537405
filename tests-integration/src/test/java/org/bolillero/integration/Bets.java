package org.bolillero.integration;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bolillero.lottery.Bet;

/** Bets of the tests, of which no two have the same document, and one in four wins. */
final class Bets {
  private static final LocalDate BIRTH_DATE = LocalDate.of(2000, 1, 1);

  private Bets() {}

  /** The bets of an agency from index 0 on. */
  static List<Bet> of(int agency, int count) {
    return IntStream.range(0, count).mapToObj(index -> bet(agency, index)).toList();
  }

  /** The bet of an agency at an index. */
  static Bet bet(int agency, int index) {
    String document = Integer.toString(agency * 1_000_000 + index);
    int number = index % 4 == 1 ? RealOffice.WINNING_NUMBER : index % 1000;
    return new Bet("Ana", "Ñandú", document, BIRTH_DATE, number);
  }

  /** The documents of the bets that win. */
  static List<String> winners(List<Bet> bets) {
    return bets.stream()
        .filter(bet -> bet.number() == RealOffice.WINNING_NUMBER)
        .map(Bet::document)
        .toList();
  }

  /** The documents that a part of an answer has: {@code u8 length + document}, repeated. */
  static List<String> documents(ByteBuffer encoded) {
    List<String> documents = new ArrayList<>();
    ByteBuffer rest = encoded.duplicate();
    while (rest.hasRemaining()) {
      byte[] document = new byte[rest.get()];
      rest.get(document);
      documents.add(new String(document, US_ASCII));
    }
    return documents;
  }

  /** Writes a file of bets. */
  static Path write(Path file, List<Bet> bets) throws IOException {
    return Files.writeString(
        file, bets.stream().map(Bets::row).collect(Collectors.joining()), UTF_8);
  }

  /** Writes a file of bets and a row that is none: the agency delivers the bets and stops there. */
  static Path writeUnfinished(Path file, List<Bet> bets) throws IOException {
    return Files.writeString(write(file, bets), "no bet\n", UTF_8, StandardOpenOption.APPEND);
  }

  private static String row(Bet bet) {
    return "%s,%s,%s,%s,%d\n"
        .formatted(bet.firstName(), bet.lastName(), bet.document(), bet.birthDate(), bet.number());
  }
}
