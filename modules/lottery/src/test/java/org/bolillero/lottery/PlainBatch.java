package org.bolillero.lottery;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The encoding and its rules a second time, in the plainest way, to compare the product with. Texts
 * are any bytes: one character stands for one byte.
 */
record PlainBatch(List<Row> rows) {
  private static final Pattern HIDDEN =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\\u200C\\u200D]]");
  private static final Pattern VISIBLE =
      Pattern.compile("[^\\p{Cc}\\p{Cf}\\p{Z}\\p{Mn}\\p{Me}\\u115F\\u1160\\u3164\\uFFA0\\u2800]");

  record Row(String firstName, String lastName, String document, int birthDay, int number) {
    static Row of(Bet bet) {
      return new Row(
          bytesOf(bet.firstName()),
          bytesOf(bet.lastName()),
          bet.document(),
          (int) bet.birthDate().toEpochDay(),
          bet.number());
    }

    /** The bet, in which ill-formed UTF-8 is replaced. */
    Bet toBet() {
      return new Bet(
          textOf(firstName),
          textOf(lastName),
          textOf(document),
          LocalDate.ofEpochDay(birthDay),
          number);
    }

    Optional<BetField> firstBadField(LocalDate today) {
      LocalDate birthDate = LocalDate.ofEpochDay(birthDay);
      if (!isName(firstName)) {
        return Optional.of(BetField.FIRST_NAME);
      }
      if (!lastName.isEmpty() && !isName(lastName)) {
        return Optional.of(BetField.LAST_NAME);
      }
      if (!document.matches("[0-9]{1,16}")) {
        return Optional.of(BetField.DOCUMENT);
      }
      if (birthDate.isBefore(LocalDate.of(1900, 1, 1)) || birthDate.isAfter(today)) {
        return Optional.of(BetField.BIRTH_DATE);
      }
      return number > 9999 ? Optional.of(BetField.NUMBER) : Optional.empty();
    }
  }

  /** What is wrong, and where. */
  record Place(int position, BetField field) {}

  /** The UTF-8 of a text, as one character a byte. */
  static String bytesOf(String text) {
    return new String(text.getBytes(UTF_8), ISO_8859_1);
  }

  private static String textOf(String bytes) {
    return new String(bytes.getBytes(ISO_8859_1), UTF_8);
  }

  /** Takes bytes apart; empty if they are no batch. */
  static Optional<PlainBatch> parse(byte[] bytes) {
    try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int[] numbers = new int[in.readUnsignedShort()];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = in.readUnsignedShort();
      }
      List<Row> rows = new ArrayList<>();
      for (int number : numbers) {
        rows.add(new Row(text(in), text(in), text(in), in.readInt(), number));
      }
      boolean whole = in.read() < 0 && !rows.isEmpty();
      return whole ? Optional.of(new PlainBatch(rows)) : Optional.empty();
    } catch (EOFException _) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  byte[] bytes() {
    return join(new byte[] {(byte) (rows.size() >> 8), (byte) rows.size()}, numbers(), rowBytes());
  }

  Optional<Place> firstProblem(LocalDate today) {
    for (int position = 0; position < rows.size(); position++) {
      Optional<BetField> field = rows.get(position).firstBadField(today);
      if (field.isPresent()) {
        return Optional.of(new Place(position, field.get()));
      }
    }
    return Optional.empty();
  }

  List<String> documents(int number) {
    return rows.stream().filter(row -> row.number == number).map(Row::document).toList();
  }

  /** SHA-256 over the SHA-256 of all numbers and the SHA-256 of all rows. */
  String digest() {
    return Bets.hex(sha256(join(sha256(numbers()), sha256(rowBytes()))));
  }

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private byte[] numbers() {
    return written(out -> {
      for (Row row : rows) {
        out.writeShort(row.number);
      }
    });
  }

  private byte[] rowBytes() {
    return written(out -> {
      for (Row row : rows) {
        for (String text : List.of(row.firstName, row.lastName, row.document)) {
          out.writeByte(text.length());
          out.writeBytes(text);
        }
        out.writeInt(row.birthDay);
      }
    });
  }

  /** Whether no character of a text is hidden, and one can be seen. */
  static boolean isVisible(String text) {
    return !HIDDEN.matcher(text).find() && VISIBLE.matcher(text).find();
  }

  private static boolean isName(String bytes) {
    try {
      String text =
          UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.getBytes(ISO_8859_1))).toString();
      return bytes.length() <= 254 && isVisible(text);
    } catch (CharacterCodingException _) {
      return false;
    }
  }

  private static String text(DataInputStream in) throws IOException {
    byte[] bytes = new byte[in.readUnsignedByte()];
    in.readFully(bytes);
    return new String(bytes, ISO_8859_1);
  }

  private interface Writing {
    void to(DataOutputStream out) throws IOException;
  }

  private static byte[] written(Writing writing) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      writing.to(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static byte[] join(byte[]... parts) {
    var joined = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      joined.writeBytes(part);
    }
    return joined.toByteArray();
  }
}
