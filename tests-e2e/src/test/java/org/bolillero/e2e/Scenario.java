package org.bolillero.e2e;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** Opens a lottery for a test and has it removed after it, also when the test has failed. */
abstract class Scenario {
  private static final int SLOW_BETS = 75_000;

  @TempDir Path folder;
  private @Nullable Lottery opened;

  final Lottery open(BetFiles bets) throws IOException {
    return opened(new Lottery(folder.resolve("lottery"), bets));
  }

  /** Without TLS. */
  final Lottery openPlain(BetFiles bets) throws IOException {
    return open(bets, "PLAINTEXT", "1");
  }

  /** With a setting of the compose generator. */
  final Lottery open(BetFiles bets, String setting, String value) throws IOException {
    return opened(new Lottery(folder.resolve("lottery"), bets, Map.of(setting, value)));
  }

  /** With an intake that lasts, in whose middle something can happen. */
  final Lottery openSlow(int agencies) throws IOException {
    BetFiles bets = generate(agencies, agencies * SLOW_BETS);
    return opened(Lottery.slow(folder.resolve("lottery"), bets));
  }

  /** The same with two offices that share their logs on three brokers. */
  final Lottery openSlowAndShared(int agencies) throws IOException {
    BetFiles bets = generate(agencies, agencies * SLOW_BETS);
    return opened(Lottery.slowAndShared(folder.resolve("lottery"), bets));
  }

  final BetFiles generate(int agencies, int bets) {
    return BetFiles.generate(Lottery.ROOT, folder.resolve("data"), agencies, bets);
  }

  private Lottery opened(Lottery lottery) {
    opened = lottery;
    return lottery;
  }

  @AfterEach
  final void removeAll() {
    Lottery lottery = opened;
    if (lottery != null) {
      lottery.close();
    }
  }
}
