package org.bolillero.server;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.bolillero.office.DrawEvent;
import org.bolillero.office.DrawEventCodec;
import org.bolillero.office.StoredLog;
import org.bolillero.office.TestBets;
import org.bolillero.storage.LogException;
import org.bolillero.storage.LogSettings;

/**
 * How an office of the tests is run: as a real one, but on a free port, with small files, and on a
 * day that stays.
 */
final class OfficeSetup {
  static final LocalDate TODAY = TestBets.TODAY;
  static final Clock CLOCK =
      Clock.fixed(TODAY.atTime(12, 0).toInstant(ZoneOffset.UTC), ZoneOffset.UTC);
  static final int WINNING_NUMBER = TestBets.WINNING_NUMBER;

  /** Those of thousands of simulated offices are the same, and never change. */
  private static final Map<String, OfficeSettings> READ = new ConcurrentHashMap<>();

  private final Path folder;
  private final Map<String, String> options = new LinkedHashMap<>();

  /** An office that waits for the agencies 1 to {@code agencies}. */
  OfficeSetup(Path folder, int agencies) {
    this.folder = folder;
    set("data", folder);
    set("agencies", "1-" + agencies);
    port(0).sessionsMax(16).connectionsMax(4_000).frameBytesMax(8_192).segmentBytes(64 * 1024);
  }

  OfficeSetup agencies(int... ids) {
    return set(
        "agencies", Arrays.stream(ids).mapToObj(String::valueOf).collect(Collectors.joining(",")));
  }

  /** Agencies as a user would write them. */
  OfficeSetup agencies(String list) {
    return set("agencies", list);
  }

  OfficeSetup port(int value) {
    return set("port", value);
  }

  OfficeSetup host(String value) {
    return set("host", value);
  }

  OfficeSetup listenBacklog(int value) {
    return set("listen-backlog", value);
  }

  OfficeSetup draw(int value) {
    return set("draw", value);
  }

  OfficeSetup winningNumber(int value) {
    return set("winning-number", value);
  }

  OfficeSetup sessionsMax(int value) {
    return set("sessions-max", value);
  }

  OfficeSetup connectionsMax(int value) {
    return set("connections-max", value);
  }

  /** Also makes the segments large enough for such frames. */
  OfficeSetup frameBytesMax(int value) {
    int segmentBytes = Integer.parseInt(options.getOrDefault("segment-bytes", "0"));
    return set("frame-bytes-max", value).segmentBytes(Math.max(segmentBytes, 2 * value));
  }

  OfficeSetup unacknowledgedBytesMax(int value) {
    return set("unacknowledged-bytes-max", value);
  }

  OfficeSetup segmentBytes(int value) {
    return set("segment-bytes", value);
  }

  OfficeSetup exitAfterDraw() {
    return set("exit-after-draw", true);
  }

  OfficeSetup handshakeTimeout(Duration value) {
    return set("handshake-timeout", value.toSeconds());
  }

  OfficeSetup idleTimeout(Duration value) {
    return set("idle-timeout", value.toSeconds());
  }

  OfficeSetup frameTimeout(Duration value) {
    return set("frame-timeout", value.toSeconds());
  }

  OfficeSetup writeTimeout(Duration value) {
    return set("write-timeout", value.toSeconds());
  }

  OfficeSetup shutdownTimeout(Duration value) {
    return set("shutdown-timeout", value.toSeconds());
  }

  /** Sets an option by its name on the command line, without the hyphens. */
  OfficeSetup set(String option, Object value) {
    options.put(option, value.toString());
    return this;
  }

  Path folder() {
    return folder;
  }

  OfficeSettings settings() {
    return READ.computeIfAbsent(
        options.entrySet().stream()
            .map(each -> "--" + each.getKey() + "=" + each.getValue())
            .collect(Collectors.joining("\n")),
        text -> OfficeSettings.of(text.split("\n")));
  }

  /** Makes a log as if an office had written these events and crashed. */
  void writeLog(DrawEvent... events) throws LogException {
    StoredLog.write(folder, logSettings(), events);
  }

  LogSettings logSettings() {
    OfficeSettings settings = settings();
    return LogSettings.of(settings.draw(), DrawEventCodec.WORDS, settings.segmentBytes());
  }

  CentralOffice open() throws Exception {
    return CentralOffice.open(settings(), CLOCK);
  }
}
