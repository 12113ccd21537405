package org.bolillero.office;

import java.nio.file.Files;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.bolillero.storage.LogException;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;
import org.jspecify.annotations.Nullable;

/**
 * The draws that an office knows, of which those are open that are not over or that somebody uses.
 * Thread-safe.
 */
final class DrawSlots implements AutoCloseable {
  /** How many may wait at the same time until a draw that is over is open for them. */
  static final int WAITING_MAX = 32;

  /** How long a draw that is over stays open although nobody uses it. */
  static final Duration UNUSED_MAX = Duration.ofSeconds(10);

  private final DataFolder data;
  private final OfficeListener listener;
  private final LongSupplier nanoClock;
  private final ConcurrentNavigableMap<Integer, DrawSlot> slots = new ConcurrentSkipListMap<>();

  /** Taken by whoever waits for a draw, which keeps what a session needs from the others. */
  private final Semaphore waiting = new Semaphore(WAITING_MAX);

  /** Held by whoever opens draws or closes them. */
  private final ReentrantLock opening = new ReentrantLock();

  /** Guarded by opening. */
  private boolean closed;

  /**
   * No draws yet.
   *
   * @param data where they are; used by who holds the lock, and closed with them
   * @param nanoClock tells how long nobody has used a draw
   */
  DrawSlots(DataFolder data, OfficeListener listener, LongSupplier nanoClock) {
    this.data = data;
    this.listener = listener;
    this.nanoClock = nanoClock;
  }

  /** Takes up a draw as it was left, which is opened unless it is over. */
  void takeUp(DrawFolder folder) throws LogException, SettingsConflictException {
    if (slots.containsKey(folder.draw())) {
      throw new SettingsConflictException(
          "draw: %d is in %s, and cannot be opened by the command line"
              .formatted(folder.draw(), folder.path()));
    }
    if (folder.isMarkedOver()) {
      slots.put(folder.draw(), new DrawSlot(folder, false, nanoClock));
    } else if (Files.isDirectory(folder.path())) {
      // One that turns out to be over is not kept open: there may be a thousand without a note.
      closeIfUnused(add(folder, false, data.reopen(folder)), 0);
    }
  }

  /**
   * Adds a draw that is open.
   *
   * @param isKeptOpen whether it stays open even when it is over
   */
  DrawSlot add(DrawFolder folder, boolean isKeptOpen, Draw draw) {
    DrawSlot slot = new DrawSlot(folder, isKeptOpen, nanoClock);
    slot.open(draw);
    slots.put(folder.draw(), slot);
    // An operator who meant another folder sees it here.
    ImmutableList<DrawAnswer.Standing> standings = draw.standings();
    long bets = standings.sumOfLong(each -> each.total().bets());
    listener.on(new OfficeEvent.LogOpened(folder.path(), standings.isEmpty(), bets));
    return slot;
  }

  /** Makes a draw that goes on from its opening. */
  interface Maker {
    Draw make() throws DecisionException, LogException;
  }

  /**
   * Adds a draw that is made for that, while no other one is opened or closed.
   *
   * @throws DecisionException if the office is stopping, or the draw cannot be made
   */
  void addNew(Maker maker) throws DecisionException, LogException {
    opening.lock();
    try {
      if (closed) {
        throw DecisionException.busy("the office is stopping");
      }
      Draw draw = maker.make();
      // There is nothing to resume in it: from here on the opening cannot fail any more.
      add(data.folderOf(draw.terms().number()), false, draw);
    } finally {
      opening.unlock();
    }
  }

  /** A draw; null if there is no such one. */
  @Nullable DrawSlot get(int number) {
    return slots.get(number);
  }

  /** All draws, in ascending order. */
  ImmutableList<DrawSlot> all() {
    return Lists.immutable.withAll(slots.values());
  }

  /** The draws that are open now. */
  ImmutableList<Draw> open() {
    return all().flatCollect(slot -> slot.draw().stream().toList());
  }

  /** Opens the draw if need be; empty if too many are open. */
  Optional<DrawFinder.Lease> lease(DrawSlot slot) throws LogException {
    Optional<DrawFinder.Lease> lease = slot.lease();
    if (lease.isPresent() || !waiting.tryAcquire()) {
      return lease;
    }
    opening.lock();
    try {
      lease = slot.lease();
      if (lease.isPresent()) {
        return lease;
      }
      if (closed || !makeRoom()) {
        return Optional.empty();
      }
      slot.open(data.repeat(slot.folder()));
      return slot.lease();
    } catch (LogException e) {
      // The log of a draw that is over does not end the office, so nothing else tells of this.
      listener.on(new OfficeEvent.LogWarning(String.valueOf(e.getMessage())));
      throw e;
    } finally {
      opening.unlock();
      waiting.release();
    }
  }

  /** Makes room for another draw that is over; false if all others are used. */
  private boolean makeRoom() throws LogException {
    ImmutableList<DrawSlot> onDemand = all().select(DrawSlot::isOpenOnDemand);
    int excess = onDemand.size() - Draws.OVER_MAX + 1;
    for (DrawSlot slot : onDemand) {
      if (excess > 0 && closeIfUnused(slot, 0)) {
        excess--;
      }
    }
    return excess <= 0;
  }

  private boolean closeIfUnused(DrawSlot slot, long unusedNanos) throws LogException {
    Optional<Draw> draw = slot.giveUp(unusedNanos);
    if (draw.isPresent()) {
      try (Draw _ = draw.get()) {
        markOver(slot);
      }
    }
    return draw.isPresent();
  }

  /** Notes that a draw is over. Without the note, a start opens its log and finds the same. */
  private void markOver(DrawSlot slot) {
    try {
      slot.folder().markOver(slot.summary().orElseThrow());
    } catch (LogException e) {
      listener.on(new OfficeEvent.LogWarning(String.valueOf(e.getMessage())));
    }
  }

  /** Closes the draws that are over and that nobody has used for some time. */
  void closeUnused() throws LogException {
    if (opening.tryLock()) {
      try {
        for (DrawSlot each : slots.values()) {
          closeIfUnused(each, UNUSED_MAX.toNanos());
        }
      } finally {
        opening.unlock();
      }
    }
  }

  /** Makes durable what was appended, and closes all logs. Idempotent. */
  @Override
  public void close() throws LogException {
    opening.lock();
    try (data) {
      closed = true;
      closeAll(all().select(slot -> slot.draw().isPresent()).iterator());
    } finally {
      opening.unlock();
    }
  }

  /** Closes each, whatever becomes of the others. */
  private void closeAll(Iterator<DrawSlot> open) throws LogException {
    if (open.hasNext()) {
      DrawSlot slot = open.next();
      try (Draw _ = slot.draw().orElseThrow()) {
        closeAll(open);
        if (slot.isOpenOnDemand()) {
          markOver(slot);
        }
      }
    }
  }
}
