package org.bolillero.bench;

import java.time.LocalDate;
import java.util.List;
import java.util.SplittableRandom;
import org.bolillero.lottery.Bet;
import org.bolillero.lottery.BetBatch;
import org.bolillero.lottery.BetBatchBuilder;
import org.bolillero.lottery.BetRules;
import org.bolillero.lottery.InvalidBetException;

/**
 * Makes up bets: about 36 bytes a bet in a batch, as in the files of real agencies, and every
 * number equally likely. Not thread-safe.
 */
final class BetSource {
  /** The day on which all of them are valid. */
  static final LocalDate TODAY = LocalDate.of(2026, 1, 1);

  private static final List<String> FIRST_NAMES =
      List.of("Ana María", "Bruno Ezequiel", "Florencia", "José Luis", "Sofía", "Martín");

  private static final List<String> LAST_NAMES =
      List.of("Benítez", "Fernández Díaz", "González", "Paz Quiroga", "Rodríguez", "Ruiz");

  private final SplittableRandom random;

  /** Makes up the same bets again for the same seed. */
  BetSource(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** The next bets: as many as fit into a batch, but no more than so many. */
  BetBatch batch(long countMax, int bytesMax) {
    int count = (int) Math.min(countMax, BetBatch.COUNT_MAX);
    BetBatchBuilder batch = new BetBatchBuilder(count, bytesMax, TODAY);
    try {
      // The bet that no longer fits is lost; there are more where it came from.
      while (batch.add(bet())) {}
    } catch (InvalidBetException e) {
      throw new IllegalStateException(e);
    }
    return batch.build();
  }

  private Bet bet() {
    return new Bet(
        FIRST_NAMES.get(random.nextInt(FIRST_NAMES.size())),
        LAST_NAMES.get(random.nextInt(LAST_NAMES.size())),
        Integer.toString(random.nextInt(10_000_000, 60_000_000)),
        LocalDate.of(1945, 1, 1).plusDays(random.nextInt(60 * 365)),
        random.nextInt(BetRules.NUMBER_MAX + 1));
  }
}
