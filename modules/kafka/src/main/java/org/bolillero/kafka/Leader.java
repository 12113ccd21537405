package org.bolillero.kafka;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.bolillero.storage.LogEntry;
import org.bolillero.storage.LogException;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * An office that leads in a topic: sends records, reads them back, and stops for good when another
 * one leads. Thread-safe.
 *
 * <p>Lifecycle: leading → closing → closed. A record that cannot be stored, or another office's
 * LEAD, ends it in failed, which is final.
 */
final class Leader implements AutoCloseable {
  /** A leader that has sent nothing for so long says that it is alive. */
  static final Duration SILENT_MAX = Duration.ofSeconds(2);

  /** How long an end in good order waits for brokers that do not answer. */
  private static final Duration CLOSING_MAX = Duration.ofSeconds(10);

  private final Reader reader;
  private final Check check;
  private final boolean beats;
  private final LongSupplier nanoClock;
  private final Consumer<LogException> onFailure;

  private final long term;
  private final Sent sent = new Sent();

  /** Done when the reading thread has ended. Waiting for it cannot be interrupted. */
  private final CompletableFuture<Void> ended = new CompletableFuture<>();

  /** Held while a record gets its number and is sent, so that numbers are in the topic's order. */
  private final ReentrantLock sending = new ReentrantLock();

  // Written with the lock held.
  private volatile long sentAtNanos;
  private volatile boolean closing;

  /** Throws if something has failed without which the leader cannot go on. */
  interface Check {
    void run() throws LogException;
  }

  /**
   * Goes on from a claim that has succeeded.
   *
   * @param reader belongs to the leader from now on
   * @param check is asked again and again
   * @param beats whether it says that it is alive when it has nothing else to say
   * @param nanoClock tells how time passes
   * @param onFailure is told once if it fails
   */
  Leader(
      Reader reader,
      Check check,
      boolean beats,
      LongSupplier nanoClock,
      Consumer<LogException> onFailure) {
    this.reader = reader;
    this.term = reader.term();
    this.check = check;
    this.beats = beats;
    this.nanoClock = nanoClock;
    this.onFailure = onFailure;
    this.sentAtNanos = nanoClock.getAsLong();
  }

  /** Begins to read. */
  void start(ThreadFactory threads) {
    threads.newThread(this::run).start();
  }

  /** Sends an entry, and returns its number. */
  long append(LogEntry entry) throws LogException {
    return send(new SharedRecord.Entry(entry), entry.payload().remaining());
  }

  /** Sends a file that belongs to the log. */
  void send(SharedRecord.File file) throws LogException {
    send(file, file.content().remaining());
  }

  /** Returns if this office still leads: what it has read is all that counts. */
  void confirm() throws LogException {
    sent.awaitDurable(send(new SharedRecord.Beat(), 0));
  }

  void awaitDurable(long number) throws LogException {
    sent.awaitDurable(number);
  }

  long queuedBytes() {
    return sent.queuedBytes();
  }

  private long send(SharedRecord.Body body, int bytes) throws LogException {
    sending.lock();
    try {
      if (closing) {
        throw new LogException(LogException.Kind.CLOSED, "the log is closed");
      }
      return sendNext(body, bytes);
    } finally {
      sending.unlock();
    }
  }

  /** Must be called with the lock held. */
  private long sendNext(SharedRecord.Body body, int bytes) throws LogException {
    Sent.Sending record = sent.add(bytes);
    try {
      var stored =
          reader
              .topic()
              .append(new SharedRecord(reader.number(), term, record.number(), body).encode());
      sentAtNanos = nanoClock.getAsLong();
      stored.whenComplete((_, why) -> {
        if (why == null) {
          record.confirm();
        } else {
          // Whatever was sent behind it stands behind a hole.
          fail(new LogException(LogException.Kind.FAILED, "not stored: " + why.getMessage(), why));
        }
      });
    } catch (LogException e) {
      fail(e);
      throw e;
    }
    return record.number();
  }

  private void run() {
    try {
      while (!(closing && sent.isSettled()) && !sent.hasFailed()) {
        heed(reader.read(Reader.WAIT));
        checkWhole();
        check.run();
        passTime();
      }
    } catch (LogException e) {
      fail(e);
    } catch (RuntimeException | Error e) {
      fail(new LogException(LogException.Kind.FAILED, "the topic cannot be read: " + e, e));
    } finally {
      ended.complete(null);
    }
  }

  private void heed(ImmutableList<SharedRecord> counted) throws LogException {
    long read = 0;
    for (SharedRecord each : counted) {
      if (each.body() instanceof SharedRecord.Lead other) {
        sent.read(read);
        throw new LogException(
            LogException.Kind.TAKEN_OVER,
            "%s leads since term %d; nobody is acknowledged here any more"
                .formatted(other.name(), each.term()));
      }
      read = each.number();
    }
    sent.read(read);
  }

  /** What stands behind a hole never counts, even if all was stored. */
  private void checkWhole() throws LogException {
    if (reader.hasHole()) {
      throw new LogException(
          LogException.Kind.FAILED,
          "record %d of term %d does not stand where it was sent to"
              .formatted(reader.next(), term));
    }
  }

  private void passTime() throws LogException {
    long idleNanos = nanoClock.getAsLong() - sentAtNanos;
    if (closing && idleNanos > CLOSING_MAX.toNanos()) {
      throw new LogException(
          LogException.Kind.FAILED,
          "no broker has stored the last records within %d s".formatted(CLOSING_MAX.toSeconds()));
    }
    if (beats && idleNanos > SILENT_MAX.toNanos() && sending.tryLock()) {
      try {
        if (!closing) {
          sendNext(new SharedRecord.Beat(), 0);
        }
      } finally {
        sending.unlock();
      }
    }
  }

  /** Stops for good. Only the first call counts. Any thread. */
  void fail(LogException why) {
    if (sent.fail(why)) {
      onFailure.accept(why);
    }
  }

  /** Makes durable what was sent, and says that nobody leads any more. Idempotent. */
  @Override
  public void close() throws LogException {
    sending.lock();
    try {
      if (!closing && !sent.hasFailed()) {
        sendNext(new SharedRecord.Resign(), 0);
      }
    } finally {
      closing = true; // Not before: whoever reads would end when all but the RESIGN is durable.
      sending.unlock();
      ended.join();
      reader.topic().close();
    }
  }
}
