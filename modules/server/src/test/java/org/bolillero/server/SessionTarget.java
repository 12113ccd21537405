package org.bolillero.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.bolillero.fuzz.FuzzTarget;
import org.bolillero.lottery.Digest;
import org.bolillero.office.testing.TestBets;
import org.bolillero.protocol.ProtocolException;
import org.bolillero.protocol.Request;
import org.bolillero.simulation.Choices;

/**
 * Any requests, whole or broken, in any order and over any number of connections, and whatever
 * officials decide meanwhile, are answered as the {@link ModelOffice} says, and then the office is
 * as it should be.
 *
 * <pre>
 * input   u8 seed of who goes on when | step, repeated
 * step    u8 what | u8 how
 * </pre>
 */
final class SessionTarget implements FuzzTarget {
  private static final int STEPS_MAX = 60;

  /** From here on a step is an official's decision. */
  private static final int DECISIONS_FROM = 240;

  @Override
  public String run(byte[] input) throws Exception {
    return run(input, FuzzedWire.PLAIN);
  }

  /** The same, connected in some way. */
  static String run(byte[] input, FuzzedWire wire) throws Exception {
    ByteBuffer script = ByteBuffer.wrap(input);
    FuzzedOffice office =
        new FuzzedOffice(Choices.seeded(script.hasRemaining() ? script.get() : 0), wire);
    for (int i = 0; i < STEPS_MAX && script.remaining() >= 2; i++) {
      step(office, script);
      if (office.isImpostor()) {
        return "impostor";
      }
    }
    office.check();
    return office.model.isDrawn() ? "drawn" : office.model.bets.isEmpty() ? "no bets" : "bets";
  }

  private static void step(FuzzedOffice office, ByteBuffer script) throws Exception {
    int what = script.get() & 0xFF;
    int how = script.get() & 0xFF;
    if (what >= DECISIONS_FROM) {
      decide(office, how);
      return;
    }
    switch (what % 18) {
      case 0 -> office.hangUp();
      case 1 -> office.fallSilent();
      case 2 -> office.settle();
      case 3 -> office.send(raw(script, how));
      case 4 -> sendBroken(office, script, how);
      case 5 -> sendPart(office, script, how);
      default -> office.send(FuzzedOffice.frame(request(office.model, what % 18, how)));
    }
  }

  private static void decide(FuzzedOffice office, int how) {
    switch (how % 3) {
      case 0 -> office.closeSales();
      case 1 -> office.excuse(1);
      default -> office.excuse(2);
    }
  }

  /** The next request, with one bit flipped. */
  private static void sendBroken(FuzzedOffice office, ByteBuffer script, int how)
      throws IOException, ProtocolException {
    byte[] frame = next(office, script);
    frame[how % frame.length] ^= (byte) (1 << how / frame.length % 8);
    office.send(frame);
  }

  /** The next request without its end. */
  private static void sendPart(FuzzedOffice office, ByteBuffer script, int how)
      throws IOException, ProtocolException {
    byte[] frame = next(office, script);
    office.send(Arrays.copyOf(frame, how % frame.length));
  }

  private static byte[] next(FuzzedOffice office, ByteBuffer script) throws IOException {
    int what = script.hasRemaining() ? script.get() & 0xFF : 0;
    return FuzzedOffice.frame(request(office.model, 6 + what % 12, what / 12));
  }

  private static byte[] raw(ByteBuffer script, int length) {
    byte[] bytes = new byte[Math.min(length, script.remaining())];
    script.get(bytes);
    return bytes;
  }

  private static Request request(ModelOffice model, int what, int how) {
    int stored = model.bets.size();
    int count = 1 + how % 8;
    return switch (what) {
      case 6, 7 -> new Request.Hello(what - 5, 1, 1);
      case 8 -> new Request.Hello(how % 3 == 0 ? 3 : 1, how % 3 == 1 ? 2 : 1, how % 3 == 2 ? 3 : 1);
      case 9, 10, 11 ->
          new Request.Batch(stored, TestBets.random(1, stored, count, new SplittableRandom(how)));
      case 12 -> new Request.Batch(how, TestBets.losing(1, how, how + count));
      case 13 -> new Request.Batch(stored, TestBets.withBadNumber(1, stored, count, how % count));
      case 14 -> new Request.Finish(stored, model.digest());
      case 15 -> new Request.Finish(stored + how % 2, Digest.of(ByteBuffer.allocate(1 + how % 3)));
      case 16 -> new Request.AskWinners(how % 2 == 1);
      default -> new Request.Ping(ByteBuffer.allocate(how % 65));
    };
  }
}
