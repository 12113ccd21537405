package org.bolillero.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.bolillero.protocol.Protocol.require;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.OptionalInt;
import org.bolillero.lottery.BetBatch;
import org.bolillero.lottery.BetField;
import org.bolillero.lottery.BetRules;
import org.bolillero.lottery.Digest;
import org.bolillero.lottery.MalformedBatchException;

/**
 * Reads the fields of a body from front to back. A field that is incomplete or meaningless causes
 * an {@link IllegalArgumentException} that names it; the message made from the fields checks the
 * ranges of its numbers.
 */
final class BodyReader {
  private static final String DOCUMENT_EXPECTED = "1 to " + BetRules.DOCUMENT_DIGITS_MAX + " bytes";

  private final ByteBuffer body;

  BodyReader(ByteBuffer body) {
    this.body = body.slice();
  }

  int u8(String name) {
    return take(name, 1).get() & 0xFF;
  }

  int u16(String name) {
    return take(name, 2).getShort() & 0xFFFF;
  }

  int u32(String name) {
    return take(name, 4).getInt();
  }

  /** The last field of WELCOME, which version 1 does not have. */
  OptionalInt draw() {
    return body.hasRemaining() ? OptionalInt.of(u32("draw")) : OptionalInt.empty();
  }

  long u64(String name) {
    return take(name, 8).getLong();
  }

  boolean bool(String name) {
    int value = u8(name);
    require(value <= 1, name, "0 or 1", value);
    return value == 1;
  }

  Digest digest() {
    return Digest.readFrom(take("digest", Digest.BYTES));
  }

  Response.Stage stage() {
    Response.Stage[] stages = Response.Stage.values();
    int code = u8("stage");
    require(code < stages.length, "stage", "0 to 2", code);
    return stages[code];
  }

  BetField field() {
    BetField[] fields = BetField.values();
    int code = u16("field");
    require(code >= 1 && code <= fields.length, "field", "1 to 5", code);
    return fields[code - 1];
  }

  BetBatch bets() {
    try {
      return BetBatch.parse(rest());
    } catch (MalformedBatchException e) {
      throw new IllegalArgumentException("batch: " + e.getMessage(), e);
    }
  }

  ByteBuffer documents() {
    ByteBuffer documents = rest();
    int at = 0;
    while (at < documents.limit()) {
      int length = documents.get(at) & 0xFF;
      boolean isDocument = length >= 1 && length <= BetRules.DOCUMENT_DIGITS_MAX;
      require(isDocument, "document", DOCUMENT_EXPECTED, length);
      at += 1 + length;
    }
    require(at == documents.limit(), "document", "whole documents", "a part of one");
    return documents;
  }

  String text() {
    int length = body.remaining();
    require(length <= Protocol.TEXT_BYTES_MAX, "text", "0 to 1024 bytes", length);
    try {
      return UTF_8.newDecoder().decode(rest()).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("text: expected well-formed UTF-8", e);
    }
  }

  ByteBuffer rest() {
    ByteBuffer rest = body.slice();
    body.position(body.limit());
    return rest;
  }

  void expectEnd() {
    int left = body.remaining();
    require(left == 0, "message", "its end", left + " more bytes");
  }

  private ByteBuffer take(String name, int size) {
    int left = body.remaining();
    require(left >= size, name, size + " bytes", left + " bytes");
    return body;
  }
}
