package org.bolillero.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import org.bolillero.fuzz.FuzzTarget;

/** A body is refused, or a message of one side that has exactly these bytes. */
final class MessageTarget implements FuzzTarget {
  private interface Decoder {
    Message decode(ByteBuffer body) throws ProtocolException;
  }

  @Override
  public String run(byte[] input) {
    String request = outcome(input, MessageCodec::decodeRequest);
    String response = outcome(input, MessageCodec::decodeResponse);
    if (request.equals("refused")) {
      return response;
    }
    assertEquals("refused", response, "a message of both sides");
    return request;
  }

  private static String outcome(byte[] input, Decoder decoder) {
    // Between others, so that whoever reads too far does not find the end.
    ByteBuffer body = ByteBuffer.allocate(input.length + 200).put(100, input);
    body = body.slice(100, input.length);
    Message message;
    try {
      message = decoder.decode(body);
    } catch (ProtocolException _) {
      return "refused";
    }
    assertArrayEquals(input, Messages.encoded(message));
    return message.getClass().getSimpleName();
  }
}
