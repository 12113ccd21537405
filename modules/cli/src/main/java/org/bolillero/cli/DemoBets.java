package org.bolillero.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.bolillero.lottery.BetRules;
import org.eclipse.collections.api.list.ImmutableList;
import org.eclipse.collections.api.list.MutableList;
import org.eclipse.collections.impl.factory.Lists;

/**
 * The bets of a demonstration.
 *
 * @param seed another seed makes other bets
 * @param agencies how many agencies have them
 * @param count how many there are in all
 */
record DemoBets(long seed, int agencies, long count) {
  /**
   * Writes the files of all agencies.
   *
   * @param folder where to
   * @param isOneCut whether the last of several agencies dies in the middle
   */
  ImmutableList<DemoFile> write(Path folder, boolean isOneCut) throws IOException {
    BetGenerator generator = new BetGenerator(seed, agencies, count);
    MutableList<DemoFile> files = Lists.mutable.empty();
    for (int agency = 1; agency <= agencies; agency++) {
      boolean dies = isOneCut && agencies > 1 && agency == agencies;
      files.add(DemoFile.write(generator, agency, folder, dies));
    }
    return files.toImmutable();
  }

  /** A number that was bet on, so that somebody wins. */
  String number(ImmutableList<DemoFile> files) throws IOException {
    for (DemoFile file : files) {
      Optional<String> number = file.firstNumber();
      if (number.isPresent()) {
        return number.get();
      }
    }
    return Integer.toString(new Random(seed).nextInt(BetRules.NUMBER_MAX + 1));
  }
}
