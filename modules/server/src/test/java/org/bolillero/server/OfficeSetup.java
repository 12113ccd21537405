package org.bolillero.server;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.bolillero.storage.LogSettings;
import org.eclipse.collections.api.set.primitive.ImmutableIntSet;
import org.eclipse.collections.impl.factory.primitive.IntSets;
import org.eclipse.collections.impl.list.primitive.IntInterval;

/**
 * How an office of the tests is run: as a real one, but on a free port, with small files, and on a
 * day that stays.
 */
final class OfficeSetup {
  static final LocalDate TODAY = LocalDate.of(2026, 7, 1);
  static final Clock CLOCK =
      Clock.fixed(TODAY.atTime(12, 0).toInstant(ZoneOffset.UTC), ZoneOffset.UTC);
  static final int WINNING_NUMBER = 7574;

  private static final int SEGMENT_BYTES = 64 * 1024;

  private final Path folder;
  private ImmutableIntSet agencies;
  private int port;
  private int listenBacklog = 1_024;
  private int winningNumber = WINNING_NUMBER;
  private int sessionsMax = 16;
  private int connectionsMax = 4_000;
  private int frameBytesMax = 8_192;
  private int unacknowledgedBytesMax = OfficeSettings.UNACKNOWLEDGED_BYTES_MAX_DEFAULT;
  private int segmentBytes = SEGMENT_BYTES;
  private int draw = 1;
  private boolean exitAfterDraw;
  private OfficeSettings.Timeouts timeouts = OfficeSettings.Timeouts.DEFAULT;

  /** An office that waits for the agencies 1 to {@code agencies}. */
  OfficeSetup(Path folder, int agencies) {
    this.folder = folder;
    this.agencies = IntSets.immutable.ofAll(IntInterval.oneTo(agencies));
  }

  OfficeSetup agencies(int... ids) {
    agencies = IntSets.immutable.of(ids);
    return this;
  }

  OfficeSetup port(int value) {
    port = value;
    return this;
  }

  OfficeSetup listenBacklog(int value) {
    listenBacklog = value;
    return this;
  }

  OfficeSetup draw(int value) {
    draw = value;
    return this;
  }

  OfficeSetup winningNumber(int value) {
    winningNumber = value;
    return this;
  }

  OfficeSetup sessionsMax(int value) {
    sessionsMax = value;
    return this;
  }

  OfficeSetup connectionsMax(int value) {
    connectionsMax = value;
    return this;
  }

  /** Also makes the segments large enough for such frames. */
  OfficeSetup frameBytesMax(int value) {
    frameBytesMax = value;
    segmentBytes = Math.max(segmentBytes, 2 * value);
    return this;
  }

  OfficeSetup unacknowledgedBytesMax(int value) {
    unacknowledgedBytesMax = value;
    return this;
  }

  OfficeSetup segmentBytes(int value) {
    segmentBytes = value;
    return this;
  }

  OfficeSetup exitAfterDraw() {
    exitAfterDraw = true;
    return this;
  }

  OfficeSetup handshakeTimeout(Duration value) {
    timeouts =
        new OfficeSettings.Timeouts(
            value, timeouts.idle(), timeouts.frame(), timeouts.write(), timeouts.shutdown());
    return this;
  }

  OfficeSetup idleTimeout(Duration value) {
    timeouts =
        new OfficeSettings.Timeouts(
            timeouts.handshake(), value, timeouts.frame(), timeouts.write(), timeouts.shutdown());
    return this;
  }

  OfficeSetup frameTimeout(Duration value) {
    timeouts =
        new OfficeSettings.Timeouts(
            timeouts.handshake(), timeouts.idle(), value, timeouts.write(), timeouts.shutdown());
    return this;
  }

  OfficeSetup writeTimeout(Duration value) {
    timeouts =
        new OfficeSettings.Timeouts(
            timeouts.handshake(), timeouts.idle(), timeouts.frame(), value, timeouts.shutdown());
    return this;
  }

  OfficeSetup shutdownTimeout(Duration value) {
    timeouts =
        new OfficeSettings.Timeouts(
            timeouts.handshake(), timeouts.idle(), timeouts.frame(), timeouts.write(), value);
    return this;
  }

  Path folder() {
    return folder;
  }

  OfficeSettings settings() {
    return new OfficeSettings(
        port,
        listenBacklog,
        agencies,
        folder,
        segmentBytes,
        draw,
        winningNumber,
        sessionsMax,
        connectionsMax,
        frameBytesMax,
        unacknowledgedBytesMax,
        exitAfterDraw,
        timeouts);
  }

  LogSettings logSettings() {
    return LogSettings.of(draw, segmentBytes);
  }

  CentralOffice open() throws Exception {
    return CentralOffice.open(settings(), CLOCK);
  }
}
