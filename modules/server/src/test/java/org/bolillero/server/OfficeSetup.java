package org.bolillero.server;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.bolillero.office.DrawEvent;
import org.bolillero.office.DrawEventCodec;
import org.bolillero.office.testing.StoredLog;
import org.bolillero.office.testing.TestBets;
import org.bolillero.storage.LogException;
import org.bolillero.storage.LogSettings;

/**
 * How an office of the tests is run: as a real one, but on a free port, with small files, and on a
 * day that stays.
 */
public final class OfficeSetup {
  public static final LocalDate TODAY = TestBets.TODAY;
  public static final Clock CLOCK =
      Clock.fixed(TODAY.atTime(12, 0).toInstant(ZoneOffset.UTC), ZoneOffset.UTC);
  public static final int WINNING_NUMBER = TestBets.WINNING_NUMBER;

  /** Those of thousands of simulated offices are the same, and never change. */
  private static final Map<String, OfficeSettings> READ = new ConcurrentHashMap<>();

  private final Path folder;
  private final Map<String, String> options = new LinkedHashMap<>();

  /**
   * Set behind the back of the command line, which takes whole seconds: a test does not wait so
   * long.
   */
  private final List<Consumer<OfficeSettings>> timeouts = new ArrayList<>();

  /** An office that waits for the agencies 1 to {@code agencies}. */
  public OfficeSetup(Path folder, int agencies) {
    this.folder = folder;
    set("data", folder);
    set("agencies", "1-" + agencies);
    port(0).sessionsMax(16).connectionsMax(4_000).frameBytesMax(8_192).segmentBytes(64 * 1024);
  }

  public OfficeSetup agencies(int... ids) {
    return set(
        "agencies", Arrays.stream(ids).mapToObj(String::valueOf).collect(Collectors.joining(",")));
  }

  /** Agencies as a user would write them. */
  public OfficeSetup agencies(String list) {
    return set("agencies", list);
  }

  /** The command line opens no draw; officials do. */
  public OfficeSetup withoutDraw() {
    options.remove("agencies");
    return set("admin", "127.0.0.1:0");
  }

  public OfficeSetup port(int value) {
    return set("port", value);
  }

  public OfficeSetup host(String value) {
    return set("host", value);
  }

  public OfficeSetup listenBacklog(int value) {
    return set("listen-backlog", value);
  }

  public OfficeSetup draw(int value) {
    return set("draw", value);
  }

  public OfficeSetup winningNumber(int value) {
    return set("winning-number", value);
  }

  public OfficeSetup sessionsMax(int value) {
    return set("sessions-max", value);
  }

  public OfficeSetup connectionsMax(int value) {
    return set("connections-max", value);
  }

  /** Also makes the segments large enough for such frames. */
  public OfficeSetup frameBytesMax(int value) {
    int segmentBytes = Integer.parseInt(options.getOrDefault("segment-bytes", "0"));
    return set("frame-bytes-max", value).segmentBytes(Math.max(segmentBytes, 2 * value));
  }

  public OfficeSetup unacknowledgedBytesMax(int value) {
    return set("unacknowledged-bytes-max", value);
  }

  public OfficeSetup segmentBytes(int value) {
    return set("segment-bytes", value);
  }

  public OfficeSetup exitAfterDraw() {
    return set("exit-after-draw", true);
  }

  public OfficeSetup handshakeTimeout(Duration value) {
    return timeout(settings -> settings.timeouts().handshake = value);
  }

  public OfficeSetup idleTimeout(Duration value) {
    return timeout(settings -> settings.timeouts().idle = value);
  }

  public OfficeSetup frameTimeout(Duration value) {
    return timeout(settings -> settings.timeouts().frame = value);
  }

  public OfficeSetup writeTimeout(Duration value) {
    return timeout(settings -> settings.timeouts().write = value);
  }

  private OfficeSetup timeout(Consumer<OfficeSettings> value) {
    timeouts.add(value);
    return this;
  }

  public OfficeSetup shutdownTimeout(Duration value) {
    return set("shutdown-timeout", value.toSeconds());
  }

  /** Sets an option by its name on the command line, without the hyphens. */
  public OfficeSetup set(String option, Object value) {
    options.put(option, value.toString());
    return this;
  }

  public Path folder() {
    return folder;
  }

  public OfficeSettings settings() {
    String arguments =
        options.entrySet().stream()
            .map(each -> "--" + each.getKey() + "=" + each.getValue())
            .collect(Collectors.joining("\n"));
    if (timeouts.isEmpty()) {
      return READ.computeIfAbsent(arguments, OfficeSetup::read);
    }
    OfficeSettings settings = read(arguments);
    timeouts.forEach(each -> each.accept(settings));
    return settings;
  }

  private static OfficeSettings read(String arguments) {
    return OfficeSettings.of(arguments.split("\n"));
  }

  /** Makes a log as if an office had written these events and crashed. */
  public void writeLog(DrawEvent... events) throws LogException {
    StoredLog.write(folder, logSettings(), events);
  }

  public LogSettings logSettings() {
    OfficeSettings settings = settings();
    return LogSettings.of(
        settings.terms().orElseThrow().number(), DrawEventCodec.WORDS, settings.segmentBytes());
  }

  public CentralOffice open() throws Exception {
    return CentralOffice.open(settings(), CLOCK);
  }
}
