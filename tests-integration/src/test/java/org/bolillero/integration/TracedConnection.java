package org.bolillero.integration;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One connection of the office, taken apart into frames: who speaks, and what is told when. A plain
 * second reading of the wire format.
 */
final class TracedConnection {
  private static final int HELLO = 0x01;
  private static final int WELCOME = 0x81;
  private static final int STORED = 0x82;
  private static final int FINISHED = 0x84;
  private static final int WINNERS = 0x85;
  private static final int NOT_READY = 0x86;

  private final TracedLog log;
  private byte[] received = {};
  private byte[] sent = {};
  private int agency;

  TracedConnection(TracedLog log) {
    this.log = log;
  }

  private static ByteBuffer joined(byte[] before, byte[] more) {
    return ByteBuffer.allocate(before.length + more.length).put(before).put(more).flip();
  }

  /** Takes the whole frames away and gives their bodies. */
  private static List<ByteBuffer> bodies(ByteBuffer bytes) {
    List<ByteBuffer> bodies = new ArrayList<>();
    while (bytes.remaining() >= 4 && bytes.remaining() - 4 >= bytes.getInt(bytes.position())) {
      int length = bytes.getInt();
      bodies.add(bytes.slice(bytes.position(), length));
      bytes.position(bytes.position() + length);
    }
    return bodies;
  }

  private static byte[] rest(ByteBuffer bytes) {
    byte[] rest = new byte[bytes.remaining()];
    bytes.get(rest);
    return rest;
  }

  /** Reads on until it is known which agency this is. */
  void received(byte[] bytes) {
    if (agency == 0) {
      ByteBuffer all = joined(received, bytes);
      for (ByteBuffer body : bodies(all)) {
        if (body.get(0) == HELLO) {
          agency = body.getInt(7);
        }
      }
      received = rest(all);
    }
  }

  /** Checks each answer whose last byte is about to leave. */
  void sends(SystemCall call) {
    for (ByteBuffer body : bodies(joined(sent, call.bytes(1)))) {
      check(body, call);
    }
  }

  private void check(ByteBuffer body, SystemCall call) {
    int type = body.get(0) & 0xFF;
    if (type == WELCOME || type == STORED) {
      long bets = body.getLong(1);
      if (!log.hasForcedBets(agency, bets)) {
        throw OrderRule.STORED.broken(call, "%d bets of agency %d".formatted(bets, agency));
      }
    }
    if (type == FINISHED && !log.hasForcedEnd(agency)) {
      throw OrderRule.FINISHED.broken(call, "the end of agency " + agency);
    }
    if ((type == FINISHED || type == NOT_READY) && body.getInt(1) > log.forcedEnds()) {
      throw OrderRule.FINISHED.broken(call, "%d ends".formatted(body.getInt(1)));
    }
    if (type == WINNERS && !log.hasForcedResult()) {
      throw OrderRule.WINNERS.broken(call, "winners of agency " + agency);
    }
  }

  /** So many bytes have left; gives the types of the answers that have. */
  List<Integer> sent(SystemCall call) {
    ByteBuffer all = joined(sent, Arrays.copyOf(call.bytes(1), (int) call.result()));
    List<ByteBuffer> bodies = bodies(all);
    sent = rest(all);
    return bodies.stream().map(body -> body.get(0) & 0xFF).toList();
  }
}
