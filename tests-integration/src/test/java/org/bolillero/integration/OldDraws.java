package org.bolillero.integration;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.bolillero.lottery.Bet;
import org.bolillero.lottery.BetBatch;
import org.bolillero.lottery.BetBatchBuilder;
import org.bolillero.lottery.BetStreamDigest;
import org.bolillero.lottery.Digest;
import org.bolillero.lottery.InvalidBetException;
import org.bolillero.lottery.Winners;
import org.bolillero.office.Decision;
import org.bolillero.office.DrawEvent;
import org.bolillero.office.DrawEvent.AgencyTotal;
import org.bolillero.office.DrawEventCodec;
import org.bolillero.office.DrawTerms;
import org.bolillero.office.NumberSource;
import org.bolillero.storage.DurableLog;
import org.bolillero.storage.LogException;
import org.bolillero.storage.LogListener;
import org.bolillero.storage.LogSettings;
import org.eclipse.collections.api.list.MutableList;
import org.eclipse.collections.impl.factory.Lists;
import org.eclipse.collections.impl.factory.primitive.IntSets;

/**
 * Draws that were held long ago, in the data folder of an office that does not run. Each has five
 * agencies with 2,000 bets each, of which one in a hundred wins.
 */
final class OldDraws {
  static final int AGENCIES = 5;
  static final int BETS = 10_000;
  static final int WINNERS_OF_EACH = BETS / AGENCIES / 100;

  private static final int SEGMENT_BYTES = 512 * 1024;
  private static final int BATCH_BETS = 200;
  private static final int NUMBER = 7_574;
  private static final Digest DIGEST = Digest.of(ByteBuffer.allocate(1));
  private static final LocalDate BIRTH_DATE = LocalDate.of(2000, 1, 1);

  private final MutableList<DrawEvent> bets = Lists.mutable.empty();
  private final MutableList<AgencyTotal> totals = Lists.mutable.empty();
  private final Winners winners;

  OldDraws() throws InvalidBetException {
    Winners.Builder builder = new Winners.Builder();
    for (int agency = 1; agency <= AGENCIES; agency++) {
      BetStreamDigest digest = new BetStreamDigest();
      for (int first = 0; first < BETS / AGENCIES; first += BATCH_BETS) {
        BetBatch batch = batch(agency, first);
        digest.update(batch);
        builder.addFrom(agency, batch, NUMBER);
        bets.add(new DrawEvent.Bets(agency, batch));
      }
      totals.add(new AgencyTotal(agency, BETS / AGENCIES, digest.value()));
    }
    this.winners = builder.build();
  }

  private static BetBatch batch(int agency, int first) throws InvalidBetException {
    BetBatchBuilder builder = new BetBatchBuilder(BATCH_BETS, 1 << 16, BIRTH_DATE);
    for (int i = first; i < first + BATCH_BETS; i++) {
      String document = Integer.toString(10_000_000 * agency + i);
      builder.add(new Bet("Ana", "Paz", document, BIRTH_DATE, i % 100 == 0 ? NUMBER : i % 100));
    }
    return builder.build();
  }

  /** Makes draws numbered from 1. */
  void make(Path data, int count) throws LogException, IOException {
    for (int draw = 1; draw <= count; draw++) {
      try (DurableLog log =
          DurableLog.open(
              data.resolve("draw-" + draw),
              LogSettings.of(draw, DrawEventCodec.WORDS, SEGMENT_BYTES),
              (_, _) -> {},
              new Silent())) {
        events(draw).forEach(each -> append(log, each));
      }
    }
  }

  private static void append(DurableLog log, DrawEvent event) {
    try {
      log.append(DrawEventCodec.toEntry(event));
    } catch (LogException e) {
      throw new AssertionError(e);
    }
  }

  private MutableList<DrawEvent> events(int draw) {
    Decision office = new Decision(Instant.EPOCH, Decision.OFFICE, "");
    DrawTerms terms =
        new DrawTerms(
            draw,
            IntSets.immutable.withAll(totals.collectInt(AgencyTotal::agency)),
            Optional.empty(),
            new NumberSource.Officials(1));
    MutableList<DrawEvent> events = Lists.mutable.of(new DrawEvent.Opened(terms, DIGEST, office));
    events.addAll(bets);
    totals.collect(DrawEvent.Finished::new).forEach(events::add);
    events.add(new DrawEvent.Closed(DrawEvent.Closed.Cause.ALL_FINISHED, office));
    events.add(
        new DrawEvent.Sealed(
            totals.toImmutable(),
            Optional.of(new DrawEvent.Stamp(Instant.EPOCH, Optional.empty()))));
    events.add(new DrawEvent.Numbered(NUMBER, Lists.immutable.of("ana"), Instant.EPOCH, ""));
    events.add(
        new DrawEvent.Drawn(NUMBER, winners.total(), winners.digest(), Optional.of(Instant.EPOCH)));
    return events;
  }

  private static final class Silent implements LogListener {
    @Override
    public void warning(String message) {}

    @Override
    public void failed(LogException failure) {}
  }
}
