package org.bolillero.kafka;

import java.util.Optional;

/**
 * The rule by which every reader of a draw's shared log tells what counts. All who have read the
 * same records in the same order know the same, whoever wrote them and however often.
 *
 * <table>
 * <caption>What counts</caption>
 * <tr><th>record</th><th>counts</th><th>afterwards</th></tr>
 * <tr><td>LEAD of the current term plus one</td><td>yes</td>
 *     <td>that is the current term, its office leads, the next number is 1</td></tr>
 * <tr><td>LEAD of any other term</td><td>no: somebody else was faster, or has never led</td><td></td></tr>
 * <tr><td>an entry of the current term with the next number</td><td>yes</td>
 *     <td>the next number is one more</td></tr>
 * <tr><td>BEAT or FILE, likewise</td><td>yes</td><td>likewise</td></tr>
 * <tr><td>RESIGN, likewise</td><td>yes</td><td>likewise, and nobody leads</td></tr>
 * <tr><td>… of an earlier term</td><td>no: its office does not lead any more, and may not know</td><td></td></tr>
 * <tr><td>… of a later term</td><td>no: its LEAD does not count</td><td></td></tr>
 * <tr><td>… with a lower number</td><td>no: it was sent again</td><td></td></tr>
 * <tr><td>… with a higher number</td><td>no: it stands behind a hole, as what was sent before it
 *     is lost</td><td></td></tr>
 * <tr><td>any record of another draw</td><td>no</td><td></td></tr>
 * <tr><td>what cannot be read</td><td>no</td><td></td></tr>
 * </table>
 *
 * <p>The rule needs one thing of those who write: nobody writes anything but a LEAD in a term
 * before having read that LEAD as one that counts. Two offices may try the same term.
 *
 * <p>What stands behind a hole does not count, not even when what is missing comes after all:
 * whoever wants it to count has to send it again. Belongs to one thread.
 */
public final class Terms {
  /** What a reader makes of a record. */
  public enum Reading {
    /** It is a part of the log. */
    COUNTS,
    /** It is of another draw. */
    OTHER_DRAW,
    /** It is of a term that is over, or a LEAD that came too late. */
    PAST_TERM,
    /** It is of a term that has not begun. */
    FUTURE_TERM,
    /** It has counted before. */
    REPEATED,
    /** Something is missing before it. */
    BEHIND_HOLE
  }

  private final int draw;
  private long term;
  private long next = 1;
  private Optional<SharedRecord.Lead> leader = Optional.empty();

  /**
   * The rule for a draw of which nothing was read.
   *
   * @param draw the draw
   */
  public Terms(int draw) {
    this.draw = draw;
  }

  /**
   * Reads the next record of the log.
   *
   * @param record the record, in the order of the log
   * @return what to make of it
   */
  public Reading read(SharedRecord record) {
    if (record.draw() != draw) {
      return Reading.OTHER_DRAW;
    }
    return record.body() instanceof SharedRecord.Lead lead
        ? readLead(record.term(), lead)
        : readOther(record);
  }

  private Reading readLead(long begun, SharedRecord.Lead lead) {
    if (begun != term + 1) {
      return begun <= term ? Reading.PAST_TERM : Reading.FUTURE_TERM;
    }
    term = begun;
    next = 1;
    leader = Optional.of(lead);
    return Reading.COUNTS;
  }

  private Reading readOther(SharedRecord record) {
    if (record.term() != term) {
      return record.term() < term ? Reading.PAST_TERM : Reading.FUTURE_TERM;
    }
    if (record.number() != next) {
      return record.number() < next ? Reading.REPEATED : Reading.BEHIND_HOLE;
    }
    next++;
    if (record.body() instanceof SharedRecord.Resign) {
      leader = Optional.empty();
    }
    return Reading.COUNTS;
  }

  /** {@return the current term; 0 if nobody has ever led} */
  public long term() {
    return term;
  }

  /** {@return the number of the next record of this term that counts} */
  public long next() {
    return next;
  }

  /**
   * {@return what the office has said that leads; empty if none has ever led, or the last one has
   * resigned}
   */
  public Optional<SharedRecord.Lead> leader() {
    return leader;
  }
}
