package org.bolillero.protocol;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import org.bolillero.lottery.Bet;
import org.bolillero.lottery.BetBatch;
import org.bolillero.lottery.BetBatchBuilder;
import org.bolillero.lottery.BetField;
import org.bolillero.lottery.Digest;
import org.bolillero.lottery.InvalidBetException;

/** Messages to test with. */
final class Messages {
  private static final LocalDate TODAY = LocalDate.of(2025, 6, 15);
  private static final List<String> CHARACTERS = List.of("a", " ", "\n", "é", "€", "😀", "\u0000");

  /**
   * One maker for each kind of message. The number that it is given says how much the kinds that
   * can be long should hold, about in bytes.
   */
  static final List<BiFunction<RandomGenerator, Integer, Message>> KINDS =
      List.of(
          (random, _) ->
              new Request.Hello(
                  random.nextInt(0x10000),
                  random.nextInt(4) == 0 ? 0 : positive(random),
                  positive(random)),
          (random, size) -> new Request.Batch(index(random), batch(random, size)),
          (random, _) -> new Request.Finish(index(random), digest(random)),
          (random, _) -> new Request.AskWinners(random.nextBoolean()),
          (random, _) -> new Request.Ping(bytes(random, random.nextInt(65))),
          (random, _) ->
              new Response.Welcome(
                  index(random),
                  digest(random),
                  random.nextInt(8 * 1024, 1024 * 1024 + 1),
                  any(random, List.of(Response.Stage.values())),
                  random.nextBoolean() ? OptionalInt.of(positive(random)) : OptionalInt.empty()),
          (random, _) -> new Response.Stored(index(random)),
          (random, size) ->
              new Response.Rejected(
                  index(random),
                  random.nextInt(0x10000),
                  any(random, List.of(BetField.values())),
                  text(random, size)),
          (random, _) -> new Response.Finished(positive(random), positive(random)),
          (random, size) ->
              new Response.WinnersPart(
                  positive(random),
                  random.nextBoolean(),
                  random.nextBoolean(),
                  documents(random, size)),
          (random, _) -> new Response.NotReady(positive(random), positive(random)),
          (random, _) -> new Response.Pong(bytes(random, random.nextInt(65))),
          (random, size) ->
              new Response.Failure(
                  random.nextBoolean()
                      ? any(random, List.of(ErrorCode.values())).code()
                      : random.nextInt(1, 0x10000),
                  text(random, size)));

  private Messages() {}

  static Message any(RandomGenerator random, int size) {
    return any(random, KINDS).apply(random, size);
  }

  static <T> T any(RandomGenerator random, List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  static byte[] encoded(Message message) {
    ByteBuffer body = ByteBuffer.allocate(MessageCodec.bodyBytesMax(message));
    MessageCodec.encode(message, body);
    return bytes(body.flip());
  }

  /** Decodes from either side what has the form of {@code like}. */
  static Message decoded(Message like, ByteBuffer body) throws ProtocolException {
    return switch (like) {
      case Request _ -> MessageCodec.decodeRequest(body);
      case Response _ -> MessageCodec.decodeResponse(body);
    };
  }

  static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(buffer.position(), bytes);
    return bytes;
  }

  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  static ByteBuffer bytes(RandomGenerator random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return ByteBuffer.wrap(bytes);
  }

  static BetBatch batch(Bet... bets) {
    var builder = new BetBatchBuilder(BetBatch.COUNT_MAX, Protocol.FRAME_BYTES_LIMIT, TODAY);
    for (Bet bet : bets) {
      add(builder, bet);
    }
    return builder.build();
  }

  /** At least one bet. */
  static BetBatch batch(RandomGenerator random, int size) {
    var builder = new BetBatchBuilder(BetBatch.COUNT_MAX, Math.max(size, 535), TODAY);
    int bytes = 0;
    do {
      String name = "x".repeat(random.nextInt(1, 4)) + any(random, List.of("é", "€", "😀"));
      LocalDate birthDate = TODAY.minusDays(random.nextInt(20_000));
      String document = Integer.toString(random.nextInt(100_000_000));
      if (!add(builder, new Bet(name, name, document, birthDate, random.nextInt(10_000)))) {
        break;
      }
      bytes += 30;
    } while (bytes < size);
    return builder.build();
  }

  static Digest digest(RandomGenerator random) {
    return Digest.readFrom(bytes(random, Digest.BYTES));
  }

  private static boolean add(BetBatchBuilder builder, Bet bet) {
    try {
      return builder.add(bet);
    } catch (InvalidBetException e) {
      throw new AssertionError(e);
    }
  }

  private static int positive(RandomGenerator random) {
    return random.nextInt(1, Integer.MAX_VALUE) >>> random.nextInt(30) | 1;
  }

  private static long index(RandomGenerator random) {
    return random.nextLong(Long.MAX_VALUE) >>> random.nextInt(17, 63);
  }

  private static String text(RandomGenerator random, int size) {
    var text = new StringBuilder();
    int length = random.nextInt(Math.min(size, Protocol.TEXT_BYTES_MAX) / 4 + 1);
    for (int i = 0; i < length; i++) {
      text.append(any(random, CHARACTERS));
    }
    return text.toString();
  }

  private static ByteBuffer documents(RandomGenerator random, int size) {
    var documents = new ByteArrayOutputStream();
    while (documents.size() + 17 < size) {
      String document = Long.toString(random.nextLong(1L << 50));
      documents.write(document.length());
      documents.writeBytes(document.getBytes(US_ASCII));
    }
    return ByteBuffer.wrap(documents.toByteArray());
  }
}
