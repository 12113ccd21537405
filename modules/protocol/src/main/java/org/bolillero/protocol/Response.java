package org.bolillero.protocol;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import org.bolillero.lottery.BetField;
import org.bolillero.lottery.Digest;

/** What the office says to an agency. */
public sealed interface Response extends Message {

  /** How far a draw is, as the agency that is greeted sees it. */
  enum Stage {
    /** The agency may send bets. */
    OPEN(0),
    /** The agency has finished; the draw has not been held. */
    FINISHED(1),
    /** The draw has been held. */
    DRAWN(2);

    private final int code;

    Stage(int code) {
      this.code = code;
    }

    /** The code on the wire; also the position among the values. */
    int code() {
      return code;
    }
  }

  /**
   * Answers {@link Request.Hello}: go on after the bets that are stored.
   *
   * @param stored how many bets of this agency are durable
   * @param digest the digest of those
   * @param frameBytesMax the largest frame that both sides may send from now on
   * @param stage how far the draw is
   */
  record Welcome(long stored, Digest digest, int frameBytesMax, Stage stage) implements Response {
    /** Checks the ranges. */
    public Welcome {
      Protocol.requireNotNegative("stored", stored);
      requireNonNull(digest, "digest");
      requireNonNull(stage, "stage");
      if (frameBytesMax < Protocol.FRAME_BYTES_DEFAULT
          || frameBytesMax > Protocol.FRAME_BYTES_LIMIT) {
        throw new IllegalArgumentException(
            "frameBytesMax must be 8192 to 1048576, not " + frameBytesMax);
      }
    }
  }

  /**
   * Acknowledges bets, cumulatively.
   *
   * @param stored every bet of this agency with an index below this is durable
   */
  record Stored(long stored) implements Response {
    /** Checks that the number is not negative. */
    public Stored {
      Protocol.requireNotNegative("stored", stored);
    }
  }

  /**
   * Refuses a batch that breaks a rule; nothing of it was stored.
   *
   * @param firstIndex the index that the batch came with
   * @param position the position in the batch of the first bad bet, 0 to 65535
   * @param field the field that is wrong
   * @param reason what was expected and what was found
   */
  record Rejected(long firstIndex, int position, BetField field, String reason)
      implements Response {
    /** Checks the ranges; a reason is cut to {@link Protocol#TEXT_BYTES_MAX}. */
    public Rejected {
      Protocol.requireNotNegative("firstIndex", firstIndex);
      Protocol.requireUnsignedShort("position", position);
      requireNonNull(field, "field");
      reason = Protocol.cutToLimit(reason);
    }
  }

  /**
   * Receipt for {@link Request.Finish}.
   *
   * @param finished how many agencies have finished
   * @param expected how many the draw waits for
   */
  record Finished(int finished, int expected) implements Response {
    /** Checks that the numbers are not negative. */
    public Finished {
      Protocol.requireNotNegative("finished", finished);
      Protocol.requireNotNegative("expected", expected);
    }
  }

  /**
   * A part of the agency's winners, in log order.
   *
   * @param total how many winners there are in all parts together
   * @param last true in the last part
   * @param documents {@code u8 length + document}, repeated; a decoded response shares its bytes
   *     with the frame
   */
  record WinnersPart(int total, boolean last, ByteBuffer documents) implements Response {
    /** Checks the total and keeps a view of the documents. */
    public WinnersPart {
      Protocol.requireNotNegative("total", total);
      documents = documents.slice().asReadOnlyBuffer();
    }

    /**
     * The documents of the winners.
     *
     * @return a read-only view with a position of its own
     */
    @Override
    public ByteBuffer documents() {
      return documents.duplicate();
    }
  }

  /**
   * The answer to {@link Request.AskWinners} without waiting, before the draw.
   *
   * @param finished how many agencies have finished
   * @param expected how many the draw waits for
   */
  record NotReady(int finished, int expected) implements Response {
    /** Checks that the numbers are not negative. */
    public NotReady {
      Protocol.requireNotNegative("finished", finished);
      Protocol.requireNotNegative("expected", expected);
    }
  }

  /**
   * Answers {@link Request.Ping}.
   *
   * @param echo the bytes of the ping
   */
  record Pong(ByteBuffer echo) implements Response {
    /** Copies the bytes and checks how many there are. */
    public Pong {
      echo = Protocol.copyOfEcho(echo);
    }

    /**
     * The bytes.
     *
     * @return a read-only view with a position of its own
     */
    @Override
    public ByteBuffer echo() {
      return echo.duplicate();
    }
  }

  /**
   * ERROR: says why the office closes the connection; the last message on it.
   *
   * @param code what went wrong, and by that what the agency may do next
   * @param text the same for a person to read
   */
  record Failure(ErrorCode code, String text) implements Response {
    /** Checks the code; a text is cut to {@link Protocol#TEXT_BYTES_MAX}. */
    public Failure {
      requireNonNull(code, "code");
      text = Protocol.cutToLimit(text);
    }
  }
}
