package org.bolillero.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.bolillero.console.Program;
import org.bolillero.console.Setting;
import org.bolillero.lottery.BetRules;
import org.bolillero.office.AgencyReader;
import org.bolillero.office.DrawEventCodec;
import org.bolillero.office.DrawTerms;
import org.bolillero.storage.LogSettings;
import org.eclipse.collections.api.set.primitive.ImmutableIntSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * How an office is run. This is the one place that defines a setting of the office: its names, its
 * default, what is allowed, and what it is for. Nothing changes once it is read.
 */
public final class OfficeSettings {
  /** The most agencies of a draw. */
  public static final int AGENCIES_MAX = AgencyReader.AGENCIES_MAX;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "12345",
      description = "Listen on this TCP port; 0 picks a free one and logs it.")
  @Setting(key = "server.port", min = 0, max = 65_535)
  private int port;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description = {
        "Listen on this address of the machine only.",
        "By default on all that it has; without TLS and --plaintext, on loopback."
      },
      converter = HostReader.class)
  @Setting(key = "server.host")
  private @Nullable InetAddress host;

  @Option(
      names = "--admin",
      paramLabel = "HOST:PORT",
      description = {
        "Let officials decide over HTTP at this address, which without TLS must be one of"
            + " loopback.",
        "Port 0 picks a free one and logs it."
      },
      converter = AdminAddress.class)
  @Setting(key = "server.admin")
  private @Nullable InetSocketAddress admin;

  @Option(
      names = "--listen-backlog",
      defaultValue = "1024",
      description = "Let this many connections wait to be accepted.")
  @Setting(key = "server.listen_backlog", min = 1, max = 65_535)
  private int listenBacklog;

  @Option(
      names = "--agencies",
      paramLabel = "LIST",
      description = {
        "Open a draw that waits for these agencies: numbers and ranges, such as 1-3,7.",
        "Without it, officials open draws: --admin."
      },
      converter = AgencySet.class)
  @Setting(key = "server.agencies")
  private @Nullable ImmutableIntSet agencies;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      required = true,
      description = "Keep the log in this folder, which is made if it is not there.")
  @Setting(key = "server.data")
  private Path data;

  @Option(
      names = "--segment-bytes",
      defaultValue = "" + LogSettings.SEGMENT_BYTES_DEFAULT,
      description = {
        "Make a new log of files of this size; a log that exists keeps its own.",
        "The next one is prepared ahead, so a small disk needs small ones."
      })
  @Setting(
      key = "server.segment_bytes",
      min = LogSettings.SEGMENT_BYTES_MIN,
      max = LogSettings.SEGMENT_BYTES_MAX)
  private int segmentBytes;

  @Option(
      names = "--draw",
      defaultValue = "1",
      description = "The number of the draw that --agencies opens.")
  @Setting(key = "server.draw", min = 1)
  private int draw;

  @Option(
      names = "--winning-number",
      defaultValue = "7574",
      description = "The number that wins in that draw, known to whoever starts the office.")
  @Setting(key = "server.winning_number", min = 0, max = BetRules.NUMBER_MAX)
  private int winningNumber;

  @Option(names = "--exit-after-draw", description = "End once every agency has had its winners.")
  @Setting(key = "server.exit_after_draw")
  private boolean exitAfterDraw;

  @Mixin private final IntakeLimits limits = new IntakeLimits();

  @Mixin private final SharedLogSettings log = new SharedLogSettings();

  @Mixin private final TlsSettings tls = new TlsSettings();

  @Mixin private final Timeouts timeouts = new Timeouts();

  /** Made by picocli, or by {@link #of}. */
  OfficeSettings() {}

  /**
   * The settings that a command line gives.
   *
   * @param arguments what a user would type after {@code server}, such as {@code --agencies=1-5};
   *     what is not among them has its default
   * @return the settings
   * @throws IllegalArgumentException if one of them is wrong, or they do not fit together
   */
  public static OfficeSettings of(String... arguments) {
    OfficeSettings settings = Program.configure(new OfficeSettings(), arguments);
    settings.requireFit();
    return settings;
  }

  /** Throws an {@link IllegalArgumentException} if two settings do not fit together. */
  void requireFit() {
    if (agencies == null && admin == null) {
      throw new IllegalArgumentException(
          "agencies: expected the agencies of a draw, or --admin, so that officials can open"
              + " draws");
    }
    if (agencies == null && exitAfterDraw) {
      throw new IllegalArgumentException(
          "exit-after-draw: expected agencies as well, whose draw it waits for");
    }
    log.requireFit();
    tls.requireFit(host);
    tls.requireFitOfAdmin(admin);
    requireRoomFor(agencies == null ? 1 : agencies.size(), 0);
  }

  /**
   * Throws an {@link IllegalArgumentException} if there is no room for a draw.
   *
   * @param expected how many agencies it waits for
   * @param others how many agencies other draws wait for
   */
  void requireRoomFor(int expected, int others) {
    limits.requireRoomFor(expected + others);
    IntakeLimits.requireRange(
        "segment-bytes",
        segmentBytes,
        LogSettings.segmentBytesFor(payloadBytesMax(expected)),
        LogSettings.SEGMENT_BYTES_MAX);
  }

  int port() {
    return port;
  }

  /** The address to listen on, which may stand for all addresses of the machine, and the port. */
  InetSocketAddress listenAddress() {
    return new InetSocketAddress(tls.listenOn(host), port);
  }

  /** Where the control interface listens; empty if there is none. */
  Optional<InetSocketAddress> adminAddress() {
    return Optional.ofNullable(admin);
  }

  int listenBacklog() {
    return listenBacklog;
  }

  /** How many agencies the draw waits for that the command line opens; 0 if it opens none. */
  int agencies() {
    return agencies == null ? 0 : agencies.size();
  }

  /** {@return what is agreed on the draw that the command line opens, if it opens one} */
  public Optional<DrawTerms> terms() {
    return Optional.ofNullable(agencies).map(all -> DrawTerms.fixed(draw, all, winningNumber));
  }

  /** {@return the folder of the log} */
  public Path data() {
    return data;
  }

  int segmentBytes() {
    return segmentBytes;
  }

  /** The draw after which the office ends; empty if it goes on until it is told to end. */
  OptionalInt lastDraw() {
    return exitAfterDraw ? OptionalInt.of(draw) : OptionalInt.empty();
  }

  IntakeLimits limits() {
    return limits;
  }

  SharedLogSettings log() {
    return log;
  }

  TlsSettings tls() {
    return tls;
  }

  Timeouts timeouts() {
    return timeouts;
  }

  /**
   * How many bytes of one agency are read before they are acknowledged.
   *
   * @param agencies how many there are
   */
  int agencyBytesMax(int agencies) {
    return limits.agencyBytesMax(agencies, log.isShared());
  }

  /**
   * The largest payload that an entry of a log may have: a batch, or the seal.
   *
   * @param agencies how many agencies the draw waits for
   */
  int payloadBytesMax(int agencies) {
    return Math.max(limits.frameBytesMax(), DrawEventCodec.sealBytes(agencies));
  }
}
