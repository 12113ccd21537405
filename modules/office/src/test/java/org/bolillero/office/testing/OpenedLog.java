package org.bolillero.office.testing;

import java.nio.ByteBuffer;
import java.time.Instant;
import org.bolillero.lottery.Digest;
import org.bolillero.office.Decision;
import org.bolillero.office.DrawEvent;
import org.bolillero.office.DrawEventCodec;
import org.bolillero.office.DrawTerms;
import org.bolillero.office.Opening;
import org.bolillero.storage.Log;
import org.bolillero.storage.LogOpener;

/** Draws that were opened before, of which a log of the test's says nothing yet. */
public final class OpenedLog {
  private static final Digest SECRET = Digest.of(ByteBuffer.allocate(Digest.BYTES));

  private OpenedLog() {}

  /** Gives the log after an opening, which has the number 0. */
  public static LogOpener of(DrawTerms terms, Log log) {
    return (replay, _) -> {
      replay.visit(0, DrawEventCodec.toEntry(opened(terms)));
      return log;
    };
  }

  /** The opening of a draw by its office. */
  public static DrawEvent.Opened opened(DrawTerms terms) {
    return new DrawEvent.Opened(terms, SECRET, new Decision(Instant.EPOCH, Decision.OFFICE, ""));
  }

  /** The same as somebody's wish. */
  public static Opening opening(DrawTerms terms) {
    return new Opening(terms, () -> SECRET, Decision.OFFICE);
  }
}
