package org.bolillero.office;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.bolillero.storage.LockedFolder;
import org.bolillero.storage.LogException;
import org.eclipse.collections.api.list.ImmutableList;
import org.jspecify.annotations.Nullable;

/**
 * The data folder of an office: which draws are in it, and how their logs are opened. Not
 * thread-safe.
 */
final class DataFolder implements AutoCloseable {
  private static final Duration REPEAT_MAX = Duration.ofMinutes(1);

  private final Path path;
  private final LogStore logs;
  private final DrawEnvironment environment;

  /** Keeps others out, unless the log in the folder itself does. */
  private @Nullable LockedFolder lock;

  DataFolder(Path path, LogStore logs, DrawEnvironment environment) {
    this.path = path;
    this.logs = logs;
    this.environment = environment;
  }

  /** The draw that is in the data folder itself. */
  record Root(DrawFolder folder, Draw draw) {}

  /**
   * Opens the draw in the data folder itself. If there is none, others are kept out from now on.
   *
   * @param terms those of the draw that the command line opens, if it does
   */
  Optional<Root> openRoot(Optional<DrawTerms> terms)
      throws LogException, SettingsConflictException {
    if (terms.isPresent()) {
      DrawFolder folder = new DrawFolder(path, terms.get().number());
      Opening command = new Opening(terms.get(), folder::secretDigest, Decision.OFFICE);
      return Optional.of(
          new Root(folder, Draw.open(command, logs.log(path, folder.draw()), environment)));
    }
    OptionalInt number = logs.draw(path);
    if (number.isEmpty()) {
      lock = LockedFolder.take(path);
      return Optional.empty();
    }
    DrawFolder folder = new DrawFolder(path, number.getAsInt());
    Draw draw =
        Draw.reopen(logs.log(path, folder.draw()), environment)
            .orElseThrow(() ->
                new SettingsConflictException(
                    "agencies: expected those of draw %d, whose log an earlier version has begun"
                        .formatted(number.getAsInt())));
    return Optional.of(new Root(folder, draw));
  }

  /**
   * What has the name of the folder of another draw. What is left of a draw that was not opened is
   * removed.
   */
  ImmutableList<DrawFolder> draws() throws LogException {
    DrawFolder.Contents contents = DrawFolder.contents(path);
    for (Path each : contents.unfinished()) {
      delete(each);
    }
    return contents.draws();
  }

  /** Removes a draw whose opening was not finished, so that nobody knows of it. */
  private void delete(Path folder) throws LogException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    } catch (IOException e) {
      throw LogException.failed(path + ": cannot remove " + folder, e);
    }
  }

  /**
   * Opens the log of a draw.
   *
   * @throws LogException if it is not there, does not say that the draw was opened, or cannot be
   *     used
   */
  Draw reopen(DrawFolder folder) throws LogException {
    return reopen(folder, environment);
  }

  private Draw reopen(DrawFolder folder, DrawEnvironment office) throws LogException {
    // Nobody else makes a log in a folder that was taken away, or never had one.
    if (logs.draw(folder.path()).isEmpty()) {
      throw new LogException(
          LogException.Kind.MISSING,
          "%s: expected the log of draw %d, found none".formatted(folder.path(), folder.draw()));
    }
    return Draw.reopen(logs.log(folder.path(), folder.draw()), office)
        .orElseThrow(() ->
            new LogException(
                LogException.Kind.DAMAGED,
                folder.path() + ": expected the log of a draw that was opened"));
  }

  /** Opens a draw that is over, and has its winners looked for once more. */
  Draw repeat(DrawFolder folder) throws LogException {
    Draw draw = reopen(folder, heardBy(this::hearOfOver));
    try {
      draw.resume();
      boolean isAtRest = draw.awaitRest(REPEAT_MAX);
      if (isAtRest && draw.announced().isEmpty()) {
        throw new LogException(
            LogException.Kind.DAMAGED, folder.path() + ": the draw cannot be repeated");
      }
      return draw;
    } catch (LogException | RuntimeException e) {
      try (draw) {
        throw e;
      }
    }
  }

  /** That the result of a draw cannot be repeated is no reason to end the office. */
  private void hearOfOver(OfficeEvent event) {
    OfficeEvent told =
        event instanceof OfficeEvent.DrawFailed(int draw, LogException why)
                && why.kind() == LogException.Kind.DAMAGED
            ? new OfficeEvent.LogWarning("draw " + draw + ": " + why.getMessage())
            : event;
    environment.listener().on(told);
  }

  /** Whether a draw has its folder here, whatever is in that. */
  boolean has(int draw) {
    return Files.exists(folderOf(draw).path());
  }

  /** Where a draw is that an official opens. */
  DrawFolder folderOf(int draw) {
    return DrawFolder.in(path, draw);
  }

  /** Makes a draw under another name, so that it is there only when its opening is durable. */
  Draw make(DrawTerms terms, String who) throws LogException {
    DrawFolder folder = folderOf(terms.number());
    DrawFolder part = folder.whileOpening();
    if (Files.exists(part.path())) {
      delete(part.path());
    }
    Opening decision = new Opening(terms, part::secretDigest, who);
    List<OfficeEvent> record = new ArrayList<>();
    try {
      Draw.open(decision, logs.log(part.path(), folder.draw()), withRecordIn(record)).close();
    } catch (SettingsConflictException e) {
      throw new IllegalStateException("a draw that is new has other terms", e);
    }
    try {
      part.moveTo(folder);
      Draw draw = reopen(folder);
      record.forEach(environment.listener()::on);
      return draw;
    } catch (LogException | RuntimeException e) {
      takeBack(folder, part, e);
      throw e;
    }
  }

  /** What is on record of a draw that may be taken back is not told yet. */
  private DrawEnvironment withRecordIn(List<OfficeEvent> record) {
    return heardBy(event -> {
      if (event instanceof OfficeEvent.DrawOnRecord) {
        record.add(event);
      } else {
        environment.listener().on(event);
      }
    });
  }

  private DrawEnvironment heardBy(OfficeListener listener) {
    return new DrawEnvironment(
        environment.threads(), environment.scanThreads(), environment.clock(), listener);
  }

  /** Nobody is told that a draw was opened, so the next start must not find it. */
  private static void takeBack(DrawFolder folder, DrawFolder part, Exception why) {
    try {
      if (Files.exists(folder.path())) {
        folder.moveTo(part);
      }
    } catch (LogException e) {
      why.addSuppressed(e);
    }
  }

  /** Lets others in, and closes where the logs are. */
  @Override
  public void close() throws LogException {
    try (logs;
        LockedFolder _ = lock) {
      lock = null;
    }
  }
}
