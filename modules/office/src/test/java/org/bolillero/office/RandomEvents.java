package org.bolillero.office;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.bolillero.lottery.Digest;
import org.bolillero.office.DrawEvent.AgencyTotal;
import org.bolillero.office.DrawEvent.Bets;
import org.bolillero.office.DrawEvent.Closed.Cause;
import org.bolillero.office.DrawEvent.Drawn;
import org.bolillero.office.DrawEvent.Finished;
import org.bolillero.office.DrawEvent.Sealed;
import org.bolillero.office.testing.TestBets;
import org.eclipse.collections.api.list.MutableList;
import org.eclipse.collections.api.set.primitive.MutableIntSet;
import org.eclipse.collections.impl.factory.Lists;
import org.eclipse.collections.impl.factory.primitive.IntSets;

/** Events of a draw at random, each of which can be written. */
final class RandomEvents {
  private RandomEvents() {}

  /** An event of any kind. */
  static DrawEvent one(RandomGenerator random) {
    return switch (random.nextInt(9)) {
      case 0 ->
          new Bets(random.nextInt(1, 1_000), TestBets.random(1, 0, random.nextInt(1, 50), random));
      case 1 -> new Finished(randomTotal(random));
      case 2 -> {
        MutableList<AgencyTotal> totals = Lists.mutable.empty();
        for (int i = random.nextInt(20); i > 0; i--) {
          totals.add(randomTotal(random));
        }
        yield new Sealed(
            totals.toImmutable(),
            maybe(
                random,
                new DrawEvent.Stamp(randomTime(random), maybe(random, randomDigest(random)))));
      }
      case 3 -> new DrawEvent.Opened(randomTerms(random), randomDigest(random), decision(random));
      case 4 ->
          new DrawEvent.Closed(List.of(Cause.values()).get(random.nextInt(3)), decision(random));
      case 5 -> new DrawEvent.Excused(randomTotal(random), decision(random));
      case 6 -> new DrawEvent.Entered(random.nextInt(10_000), decision(random));
      case 7 -> {
        MutableList<String> officials = Lists.mutable.empty();
        for (int i = random.nextInt(3); i > 0; i--) {
          officials.add(randomText(random, 64));
        }
        yield new DrawEvent.Numbered(
            random.nextInt(10_000),
            officials.toImmutable(),
            randomTime(random),
            randomText(random, 500));
      }
      default ->
          new Drawn(
              random.nextInt(10_000),
              random.nextLong(1L << 60),
              randomDigest(random),
              maybe(random, randomTime(random)));
    };
  }

  private static <T> Optional<T> maybe(RandomGenerator random, T value) {
    return random.nextBoolean() ? Optional.of(value) : Optional.empty();
  }

  private static Instant randomTime(RandomGenerator random) {
    return Instant.ofEpochMilli(random.nextLong(1L << 48));
  }

  private static Decision decision(RandomGenerator random) {
    return new Decision(randomTime(random), randomText(random, 64), randomText(random, 500));
  }

  /** Text with characters of one to four bytes. */
  private static String randomText(RandomGenerator random, int lengthMax) {
    StringBuilder text = new StringBuilder();
    for (int left = random.nextInt(lengthMax); left > 0; left--) {
      text.append(List.of("a", "ñ", "東", "😀").get(random.nextInt(4)));
    }
    return text.toString();
  }

  private static DrawTerms randomTerms(RandomGenerator random) {
    MutableIntSet agencies = IntSets.mutable.empty();
    for (int left = random.nextInt(1, 50); left > 0; left--) {
      agencies.add(random.nextInt(1, random.nextBoolean() ? 60 : Integer.MAX_VALUE));
    }
    NumberSource source =
        random.nextBoolean()
            ? new NumberSource.Fixed(random.nextInt(10_000))
            : new NumberSource.Officials(random.nextInt(1, 3));
    return new DrawTerms(
        random.nextInt(1, Integer.MAX_VALUE),
        agencies.toImmutable(),
        maybe(random, randomTime(random)),
        source);
  }

  private static AgencyTotal randomTotal(RandomGenerator random) {
    return new AgencyTotal(
        random.nextInt(1, Integer.MAX_VALUE), random.nextLong(1L << 60), randomDigest(random));
  }

  private static Digest randomDigest(RandomGenerator random) {
    return Digest.of(ByteBuffer.allocate(4).putInt(random.nextInt()).flip());
  }
}
