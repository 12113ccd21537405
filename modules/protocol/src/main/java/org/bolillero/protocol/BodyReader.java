package org.bolillero.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import org.bolillero.lottery.BetBatch;
import org.bolillero.lottery.BetField;
import org.bolillero.lottery.BetRules;
import org.bolillero.lottery.Digest;
import org.bolillero.lottery.MalformedBatchException;

/**
 * Takes the parts of a body from front to back and checks each before it is used, so that no bytes
 * whatever raise anything but a {@link ProtocolException}.
 */
final class BodyReader {
  private final ByteBuffer body;

  BodyReader(ByteBuffer body) {
    this.body = body.slice();
  }

  int u8(String name) throws ProtocolException {
    return take(name, 1).get() & 0xFF;
  }

  int u16(String name) throws ProtocolException {
    return take(name, 2).getShort() & 0xFFFF;
  }

  /** A count: 32 bits of which the first is zero. */
  int u31(String name) throws ProtocolException {
    int value = take(name, 4).getInt();
    require(value >= 0, name, "0 to 2147483647", Integer.toUnsignedString(value));
    return value;
  }

  /** A number of an agency or a draw: a count that is not zero. */
  int id(String name) throws ProtocolException {
    int value = u31(name);
    require(value > 0, name, "1 to 2147483647", "0");
    return value;
  }

  /** A count or an index: 64 bits of which the first is zero. */
  long u63(String name) throws ProtocolException {
    long value = take(name, 8).getLong();
    require(value >= 0, name, "0 to 2^63-1", Long.toUnsignedString(value));
    return value;
  }

  boolean bool(String name) throws ProtocolException {
    int value = u8(name);
    require(value <= 1, name, "0 or 1", Integer.toString(value));
    return value == 1;
  }

  Digest digest() throws ProtocolException {
    return Digest.readFrom(take("digest", Digest.BYTES));
  }

  int frameBytesMax() throws ProtocolException {
    int value = u31("frameBytesMax");
    boolean allowed = value >= Protocol.FRAME_BYTES_DEFAULT && value <= Protocol.FRAME_BYTES_LIMIT;
    require(allowed, "frameBytesMax", "8192 to 1048576", Integer.toString(value));
    return value;
  }

  Response.Stage stage() throws ProtocolException {
    Response.Stage[] stages = Response.Stage.values();
    int value = u8("stage");
    require(value < stages.length, "stage", "0 to 2", Integer.toString(value));
    return stages[value];
  }

  BetField field() throws ProtocolException {
    BetField[] fields = BetField.values();
    int code = u16("field");
    require(code >= 1 && code <= fields.length, "field", "1 to 5", Integer.toString(code));
    return fields[code - 1];
  }

  ErrorCode errorCode() throws ProtocolException {
    int code = u16("code");
    return ErrorCode.ofCode(code)
        .orElseThrow(() -> new ProtocolException("expected an error code, found " + code));
  }

  Request.Batch batch() throws ProtocolException {
    long firstIndex = u63("firstIndex");
    BetBatch bets = bets();
    boolean allowed = firstIndex <= Long.MAX_VALUE - bets.count();
    require(allowed, "firstIndex", "one with room for the bets", Long.toString(firstIndex));
    return new Request.Batch(firstIndex, bets);
  }

  private BetBatch bets() throws ProtocolException {
    try {
      return BetBatch.parse(rest());
    } catch (MalformedBatchException e) {
      throw new ProtocolException("batch: " + e.getMessage());
    }
  }

  ByteBuffer documents() throws ProtocolException {
    ByteBuffer documents = rest();
    int at = 0;
    while (at < documents.limit()) {
      int length = documents.get(at) & 0xFF;
      boolean allowed = length >= 1 && length <= BetRules.DOCUMENT_DIGITS_MAX;
      require(allowed, "document", "1 to 16 bytes", Integer.toString(length));
      at += 1 + length;
    }
    require(at == documents.limit(), "document", "whole documents", "a part of one");
    return documents;
  }

  ByteBuffer echo() throws ProtocolException {
    int length = body.remaining();
    require(length <= Protocol.ECHO_BYTES_MAX, "echo", "0 to 64 bytes", Integer.toString(length));
    return rest();
  }

  String text() throws ProtocolException {
    int length = body.remaining();
    require(length <= Protocol.TEXT_BYTES_MAX, "text", "0 to 1024 bytes", Integer.toString(length));
    try {
      return UTF_8.newDecoder().decode(rest()).toString();
    } catch (CharacterCodingException _) {
      throw new ProtocolException("text: expected well-formed UTF-8");
    }
  }

  void expectEnd() throws ProtocolException {
    require(!body.hasRemaining(), "message", "its end", body.remaining() + " more bytes");
  }

  private ByteBuffer take(String name, int size) throws ProtocolException {
    require(body.remaining() >= size, name, size + " bytes", body.remaining() + " bytes");
    return body;
  }

  private ByteBuffer rest() {
    ByteBuffer rest = body.slice();
    body.position(body.limit());
    return rest;
  }

  private static void require(boolean condition, String name, String expected, String found)
      throws ProtocolException {
    if (!condition) {
      throw new ProtocolException(name + ": expected " + expected + ", found " + found);
    }
  }
}
