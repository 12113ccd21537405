package org.bolillero.protocol;

import static org.bolillero.protocol.Protocol.copyOfEcho;
import static org.bolillero.protocol.Protocol.require;
import static org.bolillero.protocol.Protocol.requireCount;
import static org.bolillero.protocol.Protocol.requireId;
import static org.bolillero.protocol.Protocol.requireIndex;
import static org.bolillero.protocol.Protocol.requireUnsignedShort;

import java.nio.ByteBuffer;
import org.bolillero.lottery.BetBatch;
import org.bolillero.lottery.Digest;

/** A message from an agency to the office. */
public sealed interface Request extends Message {

  /**
   * Identifies the agency and the draw; the first request of a connection, apart from {@link
   * Ping}s. Answered by {@link Response.Welcome}.
   *
   * @param version the version of the protocol that the agency speaks, at most {@link
   *     Protocol#VERSION}
   * @param draw the draw that the bets are for; 0 is the one that is open now
   * @param agency the agency that sends the requests
   */
  record Hello(int version, int draw, int agency) implements Request {
    /** Checks the ranges of the encoding. */
    public Hello {
      requireUnsignedShort("version", version);
      requireCount("draw", draw);
      requireId("agency", agency);
    }
  }

  /**
   * Delivers bets. Answered by {@link Response.Stored} once they are durable, or by {@link
   * Response.Rejected}.
   *
   * @param firstIndex the index of the first of them among all bets of this agency, from 0
   * @param bets the bets; those of a decoded request share their bytes with its frame
   */
  record Batch(long firstIndex, BetBatch bets) implements Request {
    /** Checks that every bet has an index, and so has the one after the last. */
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
   * Says that no more bets will follow. Answered by {@link Response.Finished} once that is durable.
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
   * Asks for the agency's winners. Answered by {@link Response.WinnersPart}s up to the last.
   *
   * @param waiting true for an answer once the draw has been held; false for one at once, which may
   *     be {@link Response.NotReady}
   */
  record AskWinners(boolean waiting) implements Request {}

  /**
   * Checks that the office answers. Answered by {@link Response.Pong}; needs no {@link Hello}.
   *
   * @param echo up to 64 bytes, which the answer repeats
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
