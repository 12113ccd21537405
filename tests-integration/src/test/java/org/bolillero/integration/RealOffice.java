package org.bolillero.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bolillero.client.ServerAddress;
import org.bolillero.lottery.Bet;
import org.bolillero.lottery.BetBatch;
import org.bolillero.office.DrawEventCodec;
import org.bolillero.office.SettingsConflictException;
import org.bolillero.server.CentralOffice;
import org.bolillero.server.OfficeSettings;
import org.bolillero.storage.DurableLog;
import org.bolillero.storage.LogException;
import org.bolillero.storage.LogListener;
import org.bolillero.storage.LogSettings;
import org.bolillero.tls.TlsFileException;
import org.jspecify.annotations.Nullable;

/**
 * A real office with a folder of its own, which can be stopped and started again, and whose log can
 * be read when it is stopped. Belongs to one thread, but for the port.
 */
final class RealOffice implements AutoCloseable {
  static final int WINNING_NUMBER = 7574;

  private static final int BATCH = 1;
  private static final int FINISH = 2;
  private static final int SEALED = 3;
  private static final int DRAWN = 4;
  private static final int SEGMENT_BYTES = 64 * 1024;
  private static final int NO_PORT = 1;

  private final OfficeSettings settings;
  private volatile int port = NO_PORT;
  private @Nullable CentralOffice running;

  /** An office that waits for the agencies 1 to {@code agencies}. It is not started yet. */
  RealOffice(Path folder, int agencies) throws LogException {
    this(folder, agencies, List.of());
  }

  /** The same with more options. */
  RealOffice(Path folder, int agencies, List<String> more) throws LogException {
    List<String> options = new ArrayList<>(more);
    options.addAll(List.of("--port=0", "--agencies=1-" + agencies, "--data=" + folder));
    this.settings = OfficeSettings.of(options.toArray(String[]::new));
    // A log keeps the size of its segments, and small ones are made quickly.
    LogSettings small =
        new LogSettings(
            settings.terms().orElseThrow().number(),
            DrawEventCodec.WORDS,
            SEGMENT_BYTES,
            Duration.ofMillis(100));
    DurableLog.open(folder, small, (_, _) -> {}, new Silent()).close();
  }

  /** Started. */
  static RealOffice open(Path folder, int agencies)
      throws LogException, SettingsConflictException, TlsFileException, IOException {
    RealOffice office = new RealOffice(folder, agencies);
    office.start();
    return office;
  }

  void start() throws LogException, SettingsConflictException, TlsFileException, IOException {
    running = CentralOffice.open(settings, Clock.systemUTC());
    port = running.port();
  }

  void stop() throws LogException {
    CentralOffice office = running;
    if (office != null) {
      running = null;
      port = NO_PORT;
      office.close();
    }
  }

  /** Where it listens; while it is stopped, a port on which nobody does. */
  int port() {
    return port;
  }

  ServerAddress address() {
    return new ServerAddress("localhost", port);
  }

  @Override
  public void close() throws LogException {
    stop();
  }

  /** What stands in the log of an agency and of the draw; stops the office. */
  Stored stored(int agency) throws LogException {
    stop();
    Stored stored = new Stored();
    DurableLog.inspect(
        settings.data(),
        DrawEventCodec.WORDS,
        (_, entry) -> {
          boolean isBatch = entry.kind() == BATCH && entry.key() == agency;
          if (isBatch) {
            BetBatch.trusted(entry.payload()).forEach(stored.bets::add);
          }
          stored.finished += entry.kind() == FINISH && entry.key() == agency ? 1 : 0;
          stored.sealed += entry.kind() == SEALED ? 1 : 0;
          stored.drawn += entry.kind() == DRAWN ? 1 : 0;
        });
    return stored;
  }

  /** What the log holds. */
  static final class Stored {
    private final List<Bet> bets = new ArrayList<>();
    private int finished;
    private int sealed;
    private int drawn;

    List<Bet> bets() {
      return bets;
    }

    /** Nothing at all. */
    void assertEmpty() {
      assertOpenWith(List.of());
    }

    /** Just these bets, in this order, not finished. */
    void assertOpenWith(List<Bet> expected) {
      assertEquals(expected, bets);
      assertEquals(0, finished);
      assertEquals(0, drawn);
    }

    /** Just these bets, in this order, finished once, and one draw. */
    void assertDrawnWith(List<Bet> expected) {
      assertEquals(expected, bets);
      assertEquals(List.of(1, 1, 1), List.of(finished, sealed, drawn), "finished, sealed, drawn");
    }
  }

  private static final class Silent implements LogListener {
    @Override
    public void warning(String message) {}

    @Override
    public void failed(LogException failure) {}
  }
}
