package org.bolillero.protocol;

import static org.bolillero.protocol.Protocol.copyOfEcho;
import static org.bolillero.protocol.Protocol.cutToLimit;
import static org.bolillero.protocol.Protocol.require;
import static org.bolillero.protocol.Protocol.requireCount;
import static org.bolillero.protocol.Protocol.requireId;
import static org.bolillero.protocol.Protocol.requireIndex;
import static org.bolillero.protocol.Protocol.requireUnsignedShort;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;
import org.bolillero.lottery.BetField;
import org.bolillero.lottery.Digest;

/** A message from the office to an agency. */
public sealed interface Response extends Message {

  /** Answers {@link Request.Batch} and {@link Request.Finish}. */
  sealed interface DeliveryAnswer extends Response permits Stored, Rejected, Finished {}

  /** Answers {@link Request.AskWinners}. */
  sealed interface WinnersAnswer extends Response permits WinnersPart, NotReady {}

  /** How far the draw has come, as the agency that is welcomed sees it. */
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
   * Answers {@link Request.Hello}: continue after the bets that are stored.
   *
   * @param stored how many bets of this agency are durable
   * @param digest the digest of these bets
   * @param frameBytesMax the largest frame that both sides may send from now on
   * @param stage how far the draw has come
   * @param draw which draw it is; told from version 2 on, and only then
   */
  record Welcome(long stored, Digest digest, int frameBytesMax, Stage stage, OptionalInt draw)
      implements Response {
    /** Checks the ranges. */
    public Welcome {
      requireIndex("stored", stored);
      require(
          frameBytesMax >= Protocol.FRAME_BYTES_DEFAULT
              && frameBytesMax <= Protocol.FRAME_BYTES_LIMIT,
          "frameBytesMax",
          "8192 to 1048576",
          Integer.toUnsignedString(frameBytesMax));
      draw.ifPresent(number -> requireId("draw", number));
    }
  }

  /**
   * Acknowledges bets, cumulatively.
   *
   * @param stored every bet of this agency with an index below this is durable
   */
  record Stored(long stored) implements DeliveryAnswer {
    /** Checks that the number is not negative. */
    public Stored {
      requireIndex("stored", stored);
    }
  }

  /**
   * Rejects a batch that breaks a rule; nothing of it was stored.
   *
   * @param firstIndex the index that the batch came with
   * @param position the position of the first invalid bet in the batch, 0 to 65535
   * @param field the field that is wrong
   * @param reason what was expected and what was found
   */
  record Rejected(long firstIndex, int position, BetField field, String reason)
      implements DeliveryAnswer {
    /** Checks the ranges; a reason is cut to {@link Protocol#TEXT_BYTES_MAX}. */
    public Rejected {
      requireIndex("firstIndex", firstIndex);
      requireUnsignedShort("position", position);
      reason = cutToLimit(reason);
    }

    /** {@return the index of the invalid bet among all bets of the agency} */
    public long index() {
      return firstIndex + position;
    }
  }

  /**
   * Confirms {@link Request.Finish}.
   *
   * @param finished how many agencies have finished
   * @param expected how many agencies the draw waits for
   */
  record Finished(int finished, int expected) implements DeliveryAnswer {
    /** Checks that the numbers are not negative. */
    public Finished {
      requireCount("finished", finished);
      requireCount("expected", expected);
    }
  }

  /**
   * A part of the agency's winners, in log order.
   *
   * @param total how many winners there are in all parts together
   * @param last true in the last part
   * @param isCorrection whether the result is the correction of an earlier one, in every part; told
   *     from version 2 on
   * @param documents {@code u8 length + document}, repeated; a decoded response shares its bytes
   *     with the frame
   */
  record WinnersPart(int total, boolean last, boolean isCorrection, ByteBuffer documents)
      implements WinnersAnswer {
    /** Checks the total and keeps a view of the documents. */
    public WinnersPart {
      requireCount("total", total);
      documents = documents.slice().asReadOnlyBuffer();
    }

    /** {@return the documents, as a read-only view with a position of its own} */
    @Override
    public ByteBuffer documents() {
      return documents.duplicate();
    }
  }

  /**
   * The answer to {@link Request.AskWinners} without waiting, before the draw.
   *
   * @param finished how many agencies have finished
   * @param expected how many agencies the draw waits for
   */
  record NotReady(int finished, int expected) implements WinnersAnswer {
    /** Checks that the numbers are not negative. */
    public NotReady {
      requireCount("finished", finished);
      requireCount("expected", expected);
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
      echo = copyOfEcho(echo);
    }

    /** {@return the bytes, as a read-only view with a position of its own} */
    @Override
    public ByteBuffer echo() {
      return echo.duplicate();
    }
  }

  /**
   * ERROR: says why the office closes the connection; the office's last message on it.
   *
   * @param code what went wrong: the code of an {@link ErrorCode}, or one of a newer office
   * @param text the reason, for people
   */
  record Failure(int code, String text) implements Response {
    /** Checks the code; the text is cut to {@link Protocol#TEXT_BYTES_MAX}. */
    public Failure {
      require(code >= 1 && code <= 0xFFFF, "error code", "1 to 65535", code);
      text = cutToLimit(text);
    }

    /**
     * Says why with a code that this version knows.
     *
     * @param error what went wrong
     * @param text the reason, for people
     */
    public Failure(ErrorCode error, String text) {
      this(error.code(), text);
    }

    /** {@return what went wrong; empty if this version does not know the code} */
    public Optional<ErrorCode> error() {
      return ErrorCode.ofCode(code);
    }

    /** {@return whether the agency should reconnect; an unknown code is final} */
    public boolean isRetryable() {
      return error().map(ErrorCode::isRetryable).orElse(false);
    }
  }
}
