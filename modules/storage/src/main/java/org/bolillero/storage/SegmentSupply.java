package org.bolillero.storage;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.bolillero.storage.LogFiles.LogFile;
import org.bolillero.storage.SegmentFormat.LogIdentity;
import org.jspecify.annotations.Nullable;

/**
 * Prepares segments ahead of their use: a segment is written full of zeros and forced before its
 * first entry, so that an append changes no metadata and a full disk is met early. Owned by one
 * thread; only preparing is done elsewhere.
 */
final class SegmentSupply implements AutoCloseable {
  private final LogFiles files;
  private final LogIdentity log;
  private final Executor executor;
  private final LogListener listener;
  private final Queue<Segment> spares;
  private int nextIndex;
  private @Nullable CompletableFuture<Segment> preparing;

  /**
   * Starts with segments that were prepared before a restart.
   *
   * @param nextIndex the index of the first segment that is not there yet
   */
  SegmentSupply(
      LogFiles files,
      LogIdentity log,
      Executor executor,
      LogListener listener,
      Iterable<Segment> spares,
      int nextIndex) {
    this.files = files;
    this.log = log;
    this.executor = executor;
    this.listener = listener;
    this.spares = new ArrayDeque<>();
    spares.forEach(this.spares::add);
    this.nextIndex = nextIndex;
  }

  /** The next segment, ready for entries; begins to prepare the one after it. */
  Segment take() throws IOException {
    Segment next = spares.isEmpty() ? finishPreparing() : spares.remove();
    prepareAhead();
    return next;
  }

  /** Begins to prepare a segment, unless one is at hand. */
  void prepareAhead() {
    if (spares.isEmpty() && preparing == null) {
      int index = nextIndex++;
      CompletableFuture<Segment> task = new CompletableFuture<>();
      preparing = task;
      executor.execute(() -> prepareOrWarn(index, task));
    }
  }

  private Segment finishPreparing() throws IOException {
    prepareAhead();
    CompletableFuture<Segment> task = requireNonNull(preparing, "preparing");
    preparing = null;
    try {
      return task.join();
    } catch (CompletionException _) {
      // The operator was warned, and may have made room since.
      return prepare(files, log, nextIndex - 1);
    }
  }

  private void prepareOrWarn(int index, CompletableFuture<Segment> task) {
    try {
      task.complete(prepare(files, log, index));
    } catch (IOException | RuntimeException | Error e) {
      listener.warning(
          "cannot prepare %s (%s); the log goes on until the current segment is full"
              .formatted(SegmentFormat.name(index), e));
      task.completeExceptionally(e);
    }
  }

  /** Makes a segment that is ready for entries, and durable. */
  static Segment prepare(LogFiles files, LogIdentity log, int index) throws IOException {
    String unfinished = SegmentFormat.nameWhilePrepared(index);
    LogFile file = files.create(unfinished);
    Segment segment = new Segment(index, file);
    try {
      writeZeros(segment, log);
      file.force();
      files.rename(unfinished, segment.name());
      files.forceDirectory();
      return segment;
    } catch (IOException e) {
      closeAndDelete(files, file, unfinished, e);
      throw e;
    }
  }

  private static void writeZeros(Segment segment, LogIdentity log) throws IOException {
    ByteBuffer block = ByteBuffer.allocateDirect(Math.min(Segment.BLOCK_BYTES, log.segmentBytes()));
    SegmentFormat.writeHeader(block, log, segment.index());
    for (int offset = 0; offset < log.segmentBytes(); offset += block.limit()) {
      block.position(0).limit(Math.min(block.capacity(), log.segmentBytes() - offset));
      segment.write(block, offset);
      if (offset == 0) {
        block.clear().put(new byte[SegmentFormat.HEADER_BYTES]);
      }
    }
  }

  /** Gives back the room that a half-made segment takes; the bets in flight may need it. */
  private static void closeAndDelete(LogFiles files, LogFile file, String name, IOException why) {
    try {
      file.close();
      if (files.names().contains(name)) {
        files.delete(name);
      }
    } catch (IOException e) {
      why.addSuppressed(e);
    }
  }

  /** Waits for a segment that is being prepared, and closes all that nobody has taken. */
  @Override
  public void close() throws IOException {
    if (preparing != null) {
      preparing.handle((segment, failure) -> segment == null || spares.add(segment)).join();
    }
    for (Segment spare : spares) {
      spare.close();
    }
  }
}
