package org.bolillero.office;

import java.time.Instant;
import java.util.Optional;
import org.bolillero.lottery.BetBatch;
import org.bolillero.lottery.Digest;
import org.eclipse.collections.api.list.ImmutableList;

/** What can happen to a draw, as it stands in the log. */
@SuppressWarnings("doclint:missing") // The components are named for what they are.
public sealed interface DrawEvent {

  /** An agency's bets, which follow all bets of that agency before. */
  record Bets(int agency, BetBatch bets) implements DrawEvent {}

  /** An agency has said that these are all of its bets. */
  record Finished(AgencyTotal total) implements DrawEvent {}

  /** What changes the state of a draw, or is somebody's decision: its record. */
  sealed interface OnRecord extends DrawEvent {}

  /**
   * The draw was opened. The first entry of its log, unless an earlier version has begun it. The
   * digest is SHA-256 of the secret that the draw's proofs are made with.
   */
  record Opened(DrawTerms terms, Digest secretDigest, Decision decision) implements OnRecord {}

  /** No bets are taken any more. */
  record Closed(Cause cause, Decision decision) implements OnRecord {
    /** Why a draw is closed. */
    public enum Cause {
      /** All agencies have finished, or were excused. */
      ALL_FINISHED(1, "all agencies have finished or were excused"),
      /** The time has come that its terms say. */
      CLOCK(2, "by the clock"),
      /** An official has decided it. */
      OFFICIAL(3, "by an official");

      private final int code;
      private final String words;

      Cause(int code, String words) {
        this.code = code;
        this.words = words;
      }

      /** What stands for it in the log. */
      int code() {
        return code;
      }

      /** {@return it in words} */
      public String words() {
        return words;
      }
    }
  }

  /**
   * The draw does not wait for an agency any more. These bets of it count, which are all before.
   */
  record Excused(AgencyTotal total, Decision decision) implements OnRecord {}

  /**
   * These are the bets of the draw, by agency in ascending order. Written when no bets are taken
   * any more and the draw waits for no agency, and before the winning number is used. The stamp is
   * missing in logs of earlier versions.
   */
  record Sealed(ImmutableList<AgencyTotal> totals, Optional<Stamp> stamp) implements OnRecord {}

  /** One of two officials has entered a number. With a reason it is to correct another one. */
  record Entered(int number, Decision decision) implements OnRecord {
    boolean isCorrection() {
      return !decision.reason().isEmpty();
    }
  }

  /**
   * The number that wins. Those who have entered it are in the order of their entries; nobody, if
   * it was fixed at the opening. With a reason it corrects the one before.
   */
  record Numbered(int number, ImmutableList<String> officials, Instant time, String reason)
      implements OnRecord {
    boolean isCorrection() {
      return !reason.isEmpty();
    }
  }

  /**
   * The draw was held, and had so many {@code winners}. The digest is {@link
   * org.bolillero.lottery.Winners#digest}. The time is missing in logs of earlier versions.
   */
  record Drawn(int winningNumber, long winners, Digest digest, Optional<Instant> time)
      implements OnRecord {

    /** Whether another one has the same result. */
    boolean isSameResult(Drawn other) {
      return winningNumber == other.winningNumber
          && winners == other.winners
          && digest.equals(other.digest);
    }
  }

  /** When a draw was sealed, and the root of all bets if there is one. */
  record Stamp(Instant time, Optional<Digest> root) {}

  /** How many bets an agency has, and their digest. */
  record AgencyTotal(int agency, long bets, Digest digest) {}
}
