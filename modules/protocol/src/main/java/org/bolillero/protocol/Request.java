package org.bolillero.protocol;

import static org.bolillero.protocol.Protocol.copyOfEcho;
import static org.bolillero.protocol.Protocol.require;
import static org.bolillero.protocol.Protocol.requireId;
import static org.bolillero.protocol.Protocol.requireIndex;
import static org.bolillero.protocol.Protocol.requireUnsignedShort;

import java.nio.ByteBuffer;
import org.bolillero.lottery.BetBatch;
import org.bolillero.lottery.Digest;

/** What an agency says to the office. */
public sealed interface Request extends Message {

  /**
   * Says who speaks, and for which draw; the first request of a connection, unless that is a {@link
   * Ping}. Answered by {@link Response.Welcome}.
   *
   * @param version the version of the protocol, {@link Protocol#VERSION}
   * @param draw the draw that the bets are for
   * @param agency the agency that speaks
   */
  record Hello(int version, int draw, int agency) implements Request {
    /** Checks the ranges of the encoding. */
    public Hello {
      requireUnsignedShort("version", version);
      requireId("draw", draw);
      requireId("agency", agency);
    }
  }

  /**
   * Brings bets. Answered by {@link Response.Stored} once they are durable, or by {@link
   * Response.Rejected}.
   *
   * @param firstIndex the index of the first of them among all bets of this agency, from 0
   * @param bets the bets; a decoded request shares its bytes with the frame that it came in
   */
  record Batch(long firstIndex, BetBatch bets) implements Request {
    /** Checks that each bet has an index, and the one after the last as well. */
    public Batch {
      requireIndex("firstIndex", firstIndex);
      require(
          firstIndex <= Long.MAX_VALUE - bets.count(),
          "firstIndex",
          "one with room for the bets",
          firstIndex);
    }
  }

  /**
   * Says that these were all bets. Answered by {@link Response.Finished} once that is durable.
   *
   * @param total how many bets the agency has sent in all
   * @param digest the digest of all of them
   */
  record Finish(long total, Digest digest) implements Request {
    /** Checks that the total is not negative. */
    public Finish {
      requireIndex("total", total);
    }
  }

  /**
   * Asks for the agency's winners. Answered by {@link Response.WinnersPart}s, until the last.
   *
   * @param waiting true for an answer when the draw has been held; false for one at once, which may
   *     be {@link Response.NotReady}
   */
  record AskWinners(boolean waiting) implements Request {}

  /**
   * Asks whether the office is there. Answered by {@link Response.Pong}; needs no greeting.
   *
   * @param echo up to 64 bytes that the answer repeats
   */
  record Ping(ByteBuffer echo) implements Request {
    /** Copies the bytes and checks how many there are. */
    public Ping {
      echo = copyOfEcho(echo);
    }

    /** {@return the bytes, as a read-only view with a position of its own} */
    @Override
    public ByteBuffer echo() {
      return echo.duplicate();
    }
  }
}
