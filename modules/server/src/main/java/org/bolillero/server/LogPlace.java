package org.bolillero.server;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.bolillero.office.DrawEventCodec;
import org.bolillero.office.DrawLogs;
import org.bolillero.office.DrawTerms;
import org.bolillero.office.LogStore;
import org.bolillero.office.OfficeEvent;
import org.bolillero.office.OfficeListener;
import org.bolillero.storage.DurableLog;
import org.bolillero.storage.EntryVisitor;
import org.bolillero.storage.Log;
import org.bolillero.storage.LogException;
import org.bolillero.storage.LogListener;
import org.bolillero.storage.LogOpener;
import org.bolillero.storage.LogSettings;
import org.bolillero.storage.SharedLogs;
import org.jspecify.annotations.Nullable;

/** Where the logs of an office are: on this machine alone, or shared with other offices. */
final class LogPlace implements LogStore, AutoCloseable {
  private final OfficeSettings settings;
  private final @Nullable SharedLogs shared;

  private LogPlace(OfficeSettings settings, @Nullable SharedLogs shared) {
    this.settings = settings;
    this.shared = shared;
  }

  /**
   * Finds out where the logs are. Shared ones are followed from now on.
   *
   * @throws LogException if shared logs cannot be used
   */
  static LogPlace open(OfficeSettings settings, OfficeListener listener) throws LogException {
    if (!settings.log().isShared()) {
      return new LogPlace(settings, null);
    }
    SharedLogs.Office office =
        new SharedLogs.Office(
            settings.log().name(),
            setup(settings),
            settings.payloadBytesMax(
                settings.adminAddress().isPresent()
                    ? OfficeSettings.AGENCIES_MAX // Officials may open a draw for all of them.
                    : settings.agencies()),
            draw -> new OnDisk(folder(settings, draw), draw, settings.segmentBytes()),
            leadership -> listener.on(new OfficeEvent.LeaderKnown(leadership)));
    SharedLogs shared =
        Providers.of(settings.log().kind()).open(settings.log().place(), office, listener.ofLog());
    return new LogPlace(settings, shared);
  }

  /** What two offices must have in common of which one takes over from the other. */
  private static String setup(OfficeSettings settings) {
    String terms =
        settings
            .terms()
            .map(each -> "draw %d for agencies %s".formatted(each.number(), each.agencies()))
            .orElse("draws that officials open");
    return "%s, frame-bytes-max %d, segment-bytes %d"
        .formatted(terms, settings.limits().frameBytesMax(), settings.segmentBytes());
  }

  /** The folder of a draw: the data folder itself, if the command line opens it. */
  private static Path folder(OfficeSettings settings, int draw) {
    Optional<DrawTerms> own = settings.terms().filter(terms -> terms.number() == draw);
    return own.isPresent() ? settings.data() : DrawLogs.folder(settings.data(), draw);
  }

  /** The log of a draw in a folder on this machine. */
  record OnDisk(Path folder, int draw, int segmentBytes) implements LogOpener {
    @Override
    public Log open(EntryVisitor replay, LogListener listener) throws LogException {
      LogSettings settings = LogSettings.of(draw, DrawEventCodec.WORDS, segmentBytes);
      return DurableLog.open(folder, settings, replay, listener);
    }

    @Override
    public List<Path> files() {
      return DrawLogs.filesBeside(folder);
    }
  }

  /** Returns when this office leads. To be called if its logs are shared. */
  void awaitLead() throws LogException {
    requireNonNull(shared).awaitLead();
  }

  /** Who leads, in a sentence. */
  String standing() {
    return Optional.ofNullable(shared)
        .flatMap(SharedLogs::leadership)
        .map(each -> "%s leads since %s".formatted(each.name(), each.since()))
        .orElse("no office leads that is known here");
  }

  @Override
  public LogOpener log(Path folder, int draw) {
    LogOpener local = new OnDisk(folder, draw, settings.segmentBytes());
    return shared == null ? local : shared.log(draw, local);
  }

  @Override
  public OptionalInt draw(Path folder) throws LogException {
    if (shared != null) {
      for (int draw : shared.held().toArray()) {
        if (folder(settings, draw).equals(folder)) {
          return OptionalInt.of(draw);
        }
      }
    }
    return DurableLog.identity(folder);
  }

  /** All draws are open that are to be open from the start on. */
  void closeUnused() throws LogException {
    if (shared != null) {
      shared.closeUnused();
    }
  }

  /** Lets others lead, after the draws were closed. Idempotent. */
  @Override
  public void close() throws LogException {
    if (shared != null) {
      shared.close();
    }
  }
}
