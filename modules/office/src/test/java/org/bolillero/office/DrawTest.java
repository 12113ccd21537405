package org.bolillero.office;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import org.bolillero.storage.DurableLog;
import org.bolillero.storage.LogSettings;
import org.eclipse.collections.impl.factory.primitive.IntSets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrawTest {
  private static final LogSettings LOG = LogSettings.of(1, DrawEventCodec.WORDS, 64 * 1024);

  @TempDir Path folder;

  @Test
  void aLogThatIsOfAnotherDrawIsLetGoOf() throws Exception {
    StoredLog.write(folder, LOG, new DrawEvent.Bets(2, TestBets.losing(2, 0, 1)));
    DrawTerms terms = new DrawTerms(1, IntSets.immutable.of(1), TestBets.WINNING_NUMBER);
    for (int i = 0; i < 2; i++) {
      assertThrows(
          SettingsConflictException.class,
          () ->
              Draw.open(
                  terms,
                  (replay, listener) -> DurableLog.open(folder, LOG, replay, listener),
                  Thread.ofVirtual().factory(),
                  1,
                  _ -> {}));
    }
  }
}
