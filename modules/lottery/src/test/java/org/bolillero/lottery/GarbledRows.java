package org.bolillero.lottery;

import java.util.random.RandomGenerator;
import org.bolillero.lottery.PlainBatch.Row;

/** Rows that break rules, by chance and near the edges of the rules. */
final class GarbledRows {
  /** Bytes that the rules tell apart, as one character each. */
  private static final String EDGES =
      "Aa ~\u0000\u001f\u007f\u0080\u009f\u00a0\u00bf\u00c1\u00c2"
          + "\u00c3\u00df\u00e0\u00e1\u00ed\u00ef\u00f0\u00f4\u00f5\u00ff/09:";

  private GarbledRows() {}

  /** Each field is more often right than not, so that every field comes to be judged. */
  static Row any(RandomGenerator random) {
    Row good = Row.of(Bets.random(random));
    return new Row(
        random.nextInt(4) > 0 ? good.firstName() : text(random, 260),
        random.nextInt(4) > 0 ? good.lastName() : text(random, 260),
        random.nextInt(4) > 0 ? good.document() : text(random, 20),
        random.nextInt(4) > 0 ? good.birthDay() : random.nextInt(),
        random.nextInt(4) > 0 ? good.number() : random.nextInt(0x10000));
  }

  /** Mostly short, so that some texts are well-formed by chance. */
  private static String text(RandomGenerator random, int lengthMax) {
    int length = random.nextInt(random.nextBoolean() ? 4 : Math.min(lengthMax, 256));
    var text = new StringBuilder();
    while (text.length() < length) {
      text.append(EDGES.charAt(random.nextInt(EDGES.length())));
    }
    return text.toString();
  }
}
