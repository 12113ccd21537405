package org.bolillero.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.bolillero.storage.EntryVisitor;
import org.bolillero.storage.Log;
import org.bolillero.storage.LogEntry;
import org.bolillero.storage.LogException;
import org.bolillero.storage.LogListener;
import org.bolillero.storage.LogOpener;
import org.bolillero.storage.SharedLogs;
import org.eclipse.collections.api.set.primitive.ImmutableIntSet;
import org.jspecify.annotations.Nullable;

/**
 * The logs of an office in topics: one for each draw, and one of the office's own, in which it is
 * settled who leads.
 *
 * <p>Whoever leads there takes the lead in the topic of each draw that it opens. Only the rule
 * within each topic keeps out an office that does not know that it leads no more: between the two
 * nothing has to be atomic.
 */
final class OfficeLogs implements SharedLogs {
  /** The kind of the entries in the office's own topic: how the office is set up that leads. */
  private static final int SETUP = 1;

  private static final int SETUP_BYTES_MAX = 64 * 1024;

  private final Topics topics;
  private final Office office;
  private final Machine machine;
  private final LogListener listener;
  private final UUID id;
  private final Topic own;

  private volatile Optional<Leadership> leadership = Optional.empty();
  private volatile @Nullable Leader leader;

  private final ReentrantLock lock = new ReentrantLock();

  /** Of the thread that waits for the lead; guarded by the lock when it leads. */
  private final Followed draws;

  private OfficeLogs(
      UUID id, Topics topics, Office office, Machine machine, LogListener listener, Topic own) {
    this.id = id;
    this.topics = topics;
    this.office = office;
    this.machine = machine;
    this.listener = listener;
    this.own = own;
    this.draws = new Followed(topics, office, listener);
  }

  /**
   * Begins to follow.
   *
   * @param id what tells this run of the office from all others
   * @param topics closed with the logs, or if they cannot be opened
   */
  static OfficeLogs open(
      UUID id, Topics topics, Office office, Machine machine, LogListener listener)
      throws LogException {
    try {
      Topic own = topics.open(Topics.OFFICE, SETUP_BYTES_MAX);
      return new OfficeLogs(id, topics, office, machine, listener, own);
    } catch (LogException | RuntimeException e) {
      try (topics) {
        throw e;
      }
    }
  }

  @Override
  public void awaitLead() throws LogException {
    Standby standby = new Standby(id, office, own, draws, this::hear, machine, listener);
    Leader leads =
        new Leader(standby.awaitLead(), () -> {}, true, machine.nanoClock(), listener::failed);
    leads.start(machine.threads());
    leader = leads;
    leads.append(new LogEntry(SETUP, 0, UTF_8.encode(office.setup())));
    // Whatever the leader before has told anybody is in a topic that can be seen from now on.
    leads.confirm();
    while (!draws.look()) {
      leads.confirm();
    }
  }

  private void hear(Leadership heard) {
    leadership = Optional.of(heard);
    office.hearing().accept(heard);
  }

  @Override
  public Optional<Leadership> leadership() {
    return leadership;
  }

  @Override
  public LogOpener log(int draw, LogOpener replica) {
    return (replay, heardBy) -> {
      lock.lock();
      try {
        return open(draw, replica, replay, heardBy);
      } finally {
        lock.unlock();
      }
    };
  }

  private Log open(int draw, LogOpener replica, EntryVisitor replay, LogListener heardBy)
      throws LogException {
    // An office that was paused must not take a draw from the one that leads by now.
    requireLeader().confirm();
    Replica.Opened opened = draws.take(draw, replica);
    try {
      lead(opened.reader());
      long replayed = opened.replica().replay(replay);
      return new SharedLog(opened, replayed, requireLeader()::confirm, machine, heardBy);
    } catch (LogException | RuntimeException e) {
      try (opened) {
        throw e;
      }
    }
  }

  private void lead(Reader reader) throws LogException {
    var lead = new SharedRecord.Lead(id, machine.clock().instant(), office.name());
    while (!reader.claim(lead)) {
      // If another one was quicker, it was one that does not know that it leads no more.
      requireLeader().confirm();
    }
  }

  private Leader requireLeader() {
    Leader leads = leader;
    if (leads == null) {
      throw new IllegalStateException("an office that does not lead opens a draw");
    }
    return leads;
  }

  @Override
  public ImmutableIntSet held() {
    lock.lock();
    try {
      return draws.numbers();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void closeUnused() throws LogException {
    lock.lock();
    try {
      draws.close();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() throws LogException {
    Leader leads = leader;
    try (topics;
        own;
        leads) {
      closeUnused();
    }
  }
}
