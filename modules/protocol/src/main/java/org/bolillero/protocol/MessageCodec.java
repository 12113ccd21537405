package org.bolillero.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.bolillero.protocol.Protocol.require;

import java.nio.ByteBuffer;
import java.util.function.Function;

/**
 * The encoding of messages, versions 1 and 2. A body is what follows the length in a frame.
 * Integers are big-endian and unsigned, but counts and indexes, including the one after a batch,
 * are below 2^63 and ids below 2^31. Texts are UTF-8 and extend to the end.
 *
 * <pre>
 * HELLO      01 | u16 version | u32 draw | u32 agency
 * BATCH      02 | u64 firstIndex | BetBatch
 * FINISH     03 | u64 total | 32 bytes digest
 * WINNERS?   04 | u8 wait
 * PING       05 | 0 to 64 bytes
 * WELCOME    81 | u64 stored | 32 bytes digest | u32 frameBytesMax | u8 stage: 0 open, 1 finished, 2 drawn
 *               | u32 draw, from version 2 on
 * STORED     82 | u64 stored
 * REJECTED   83 | u64 firstIndex | u16 position | u16 field: 1 to 5 | text
 * FINISHED   84 | u32 finished | u32 expected
 * WINNERS    85 | u32 total | u8 1 last + 2 correction | (u8 length + document) to the end
 * NOT_READY  86 | u32 finished | u32 expected
 * PONG       87 | 0 to 64 bytes
 * ERROR      FF | u16 code | text
 * </pre>
 *
 * <p>What version 2 adds to a message shows in the message itself, so nothing here needs to know
 * which version a connection speaks. Decoding never copies a batch or a list of winners: they share
 * their bytes with the body. Stateless.
 */
public final class MessageCodec {
  private static final int HELLO = 0x01;
  private static final int BATCH = 0x02;
  private static final int FINISH = 0x03;
  private static final int ASK_WINNERS = 0x04;
  private static final int PING = 0x05;
  private static final int WELCOME = 0x81;
  private static final int STORED = 0x82;
  private static final int REJECTED = 0x83;
  private static final int FINISHED = 0x84;
  private static final int WINNERS = 0x85;
  private static final int NOT_READY = 0x86;
  private static final int PONG = 0x87;
  private static final int ERROR = 0xFF;

  /** The bits of the field {@code last} of WINNERS. */
  private static final int LAST = 1;

  private static final int CORRECTION = 2;

  /** Enough for any body without a batch or winners. */
  private static final int FIXED_BYTES_MAX = 64 + Protocol.TEXT_BYTES_MAX;

  private MessageCodec() {}

  /** An upper bound for the length of a message's body, which is close for long ones. */
  static int bodyBytesMax(Message message) {
    return FIXED_BYTES_MAX
        + switch (message) {
          case Request.Batch batch -> batch.bets().bytes().remaining();
          case Response.WinnersPart part -> part.documents().remaining();
          case Request _, Response _ -> 0;
        };
  }

  /** Writes the body of a message. */
  static void encode(Message message, ByteBuffer target) {
    switch (message) {
      case Request.Hello m -> {
        target.put((byte) HELLO).putShort((short) m.version());
        target.putInt(m.draw()).putInt(m.agency());
      }
      case Request.Batch m ->
          target.put((byte) BATCH).putLong(m.firstIndex()).put(m.bets().bytes());
      case Request.Finish m -> m.digest().writeTo(target.put((byte) FINISH).putLong(m.total()));
      case Request.AskWinners m -> target.put((byte) ASK_WINNERS).put((byte) (m.waiting() ? 1 : 0));
      case Request.Ping m -> target.put((byte) PING).put(m.echo());
      case Response.Welcome m -> {
        m.digest().writeTo(target.put((byte) WELCOME).putLong(m.stored()));
        target.putInt(m.frameBytesMax()).put((byte) m.stage().code());
        m.draw().ifPresent(target::putInt);
      }
      case Response.Stored m -> target.put((byte) STORED).putLong(m.stored());
      case Response.Rejected m -> {
        target.put((byte) REJECTED).putLong(m.firstIndex()).putShort((short) m.position());
        target.putShort((short) m.field().code()).put(m.reason().getBytes(UTF_8));
      }
      case Response.Finished m ->
          target.put((byte) FINISHED).putInt(m.finished()).putInt(m.expected());
      case Response.WinnersPart m -> {
        int last = (m.last() ? LAST : 0) | (m.isCorrection() ? CORRECTION : 0);
        target.put((byte) WINNERS).putInt(m.total()).put((byte) last).put(m.documents());
      }
      case Response.NotReady m ->
          target.put((byte) NOT_READY).putInt(m.finished()).putInt(m.expected());
      case Response.Pong m -> target.put((byte) PONG).put(m.echo());
      case Response.Failure m ->
          target.put((byte) ERROR).putShort((short) m.code()).put(m.text().getBytes(UTF_8));
    }
  }

  /**
   * {@return the request in a body; a batch in it shares the body's bytes}
   *
   * @param body the whole body of a frame, from position to limit
   * @throws ProtocolException if the body is not a request
   */
  public static Request decodeRequest(ByteBuffer body) throws ProtocolException {
    return decode(body, MessageCodec::request);
  }

  /**
   * {@return the response in a body; winners in it share the body's bytes}
   *
   * @param body the whole body of a frame, from position to limit
   * @throws ProtocolException if the body is not a response
   */
  public static Response decodeResponse(ByteBuffer body) throws ProtocolException {
    return decode(body, MessageCodec::response);
  }

  private static <T extends Message> T decode(ByteBuffer body, Function<BodyReader, T> side)
      throws ProtocolException {
    BodyReader in = new BodyReader(body);
    try {
      T message = side.apply(in);
      in.expectEnd();
      return message;
    } catch (IllegalArgumentException e) {
      throw new ProtocolException(String.valueOf(e.getMessage()));
    }
  }

  private static Request request(BodyReader in) {
    int type = in.u8("type");
    return switch (type) {
      case HELLO -> new Request.Hello(in.u16("version"), in.u32("draw"), in.u32("agency"));
      case BATCH -> new Request.Batch(in.u64("firstIndex"), in.bets());
      case FINISH -> new Request.Finish(in.u64("total"), in.digest());
      case ASK_WINNERS -> new Request.AskWinners(in.bool("wait"));
      case PING -> new Request.Ping(in.rest());
      default -> throw unknown("request", type);
    };
  }

  private static Response response(BodyReader in) {
    int type = in.u8("type");
    return switch (type) {
      case WELCOME ->
          new Response.Welcome(
              in.u64("stored"), in.digest(), in.u32("frameBytesMax"), in.stage(), in.draw());
      case STORED -> new Response.Stored(in.u64("stored"));
      case REJECTED ->
          new Response.Rejected(in.u64("firstIndex"), in.u16("position"), in.field(), in.text());
      case FINISHED -> new Response.Finished(in.u32("finished"), in.u32("expected"));
      case WINNERS -> winners(in);
      case NOT_READY -> new Response.NotReady(in.u32("finished"), in.u32("expected"));
      case PONG -> new Response.Pong(in.rest());
      case ERROR -> new Response.Failure(in.u16("code"), in.text());
      default -> throw unknown("response", type);
    };
  }

  private static Response.WinnersPart winners(BodyReader in) {
    int total = in.u32("total");
    int last = in.u8("last");
    require(last <= (LAST | CORRECTION), "last", "0 to 3", last);
    return new Response.WinnersPart(
        total, (last & LAST) != 0, (last & CORRECTION) != 0, in.documents());
  }

  private static IllegalArgumentException unknown(String side, int type) {
    return new IllegalArgumentException("expected a %s, found type 0x%02X".formatted(side, type));
  }
}
