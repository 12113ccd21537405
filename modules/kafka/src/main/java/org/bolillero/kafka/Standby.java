package org.bolillero.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.bolillero.storage.LogEntry;
import org.bolillero.storage.LogException;
import org.bolillero.storage.LogListener;
import org.bolillero.storage.SharedLogs;
import org.bolillero.storage.SharedLogs.Leadership;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * An office that follows, until it leads: when nobody leads, or the {@link Silence} of the leader
 * is over. Belongs to one thread.
 */
final class Standby {
  /** How often it is asked which topics there are. */
  private static final Duration LOOK_PERIOD = Duration.ofSeconds(1);

  private final UUID id;
  private final SharedLogs.Office setup;
  private final Reader office;
  private final Followed draws;
  private final Consumer<Leadership> hearing;
  private final Machine machine;
  private final LogListener listener;
  private final Silence silence;

  private Optional<String> leaderSetup = Optional.empty();
  private long lookedAtNanos;
  private long toldTerm;
  private long warnedTerm;

  /**
   * An office that has read nothing.
   *
   * @param id what tells this run of the office from all others
   * @param own the office's own topic
   * @param hearing is told whenever another office leads, and in the end
   */
  Standby(
      UUID id,
      SharedLogs.Office setup,
      Topic own,
      Followed draws,
      Consumer<Leadership> hearing,
      Machine machine,
      LogListener listener) {
    this.id = id;
    this.setup = setup;
    this.office = new Reader(Topics.OFFICE, own, this::takeSetup);
    this.draws = draws;
    this.hearing = hearing;
    this.machine = machine;
    this.listener = listener;
    this.silence = new Silence(own, machine.nanoClock());
  }

  private void takeSetup(LogEntry entry) {
    leaderSetup = Optional.of(UTF_8.decode(entry.payload().duplicate()).toString());
  }

  /** Follows until this office leads, and returns the reader of the office's own topic. */
  Reader awaitLead() throws LogException {
    lookedAtNanos = now() - LOOK_PERIOD.toNanos();
    office.readToEnd();
    silence.restart();
    while (!office.isLedBy(id)) {
      hear(office.read(Reader.WAIT));
      draws.read();
      lookAround();
      if (office.leader().isEmpty() || silence.isOver()) {
        tryToLead();
      }
    }
    hearing.accept(leadership(office.leader().orElseThrow()));
    return office;
  }

  private void hear(ImmutableList<SharedRecord> counted) {
    if (counted.notEmpty()) {
      silence.restart();
    }
    Optional<SharedRecord.Lead> leader = office.leader();
    if (leader.isPresent() && office.term() > toldTerm) {
      toldTerm = office.term();
      hearing.accept(leadership(leader.get()));
    }
    if (isLedOtherwise() && office.term() > warnedTerm) {
      warnedTerm = office.term();
      listener.warning(difference() + "; this office will not take over from it");
    }
  }

  /** A leader says how it is set up before it says that it is alive. */
  private boolean isLedOtherwise() {
    return office.hasBeat() && !leaderSetup.equals(Optional.of(setup.setup()));
  }

  private String difference() {
    return "the office that leads is set up otherwise: expected %s, found %s"
        .formatted(setup.setup(), leaderSetup.orElse("nothing"));
  }

  private Leadership leadership(SharedRecord.Lead leader) {
    return new Leadership(leader.name(), leader.time(), office.term(), leader.office().equals(id));
  }

  /** Also finds out whether there is anybody from whom a leader could be heard. */
  private void lookAround() throws LogException {
    long begin = now();
    if (begin - lookedAtNanos >= LOOK_PERIOD.toNanos()) {
      boolean isAnswered = draws.look();
      lookedAtNanos = now();
      // It may have waited for brokers that were away.
      if (!isAnswered || lookedAtNanos - begin >= LOOK_PERIOD.toNanos()) {
        silence.restart();
      }
    }
  }

  private long now() {
    return machine.nanoClock().getAsLong();
  }

  private void tryToLead() throws LogException {
    long count = office.count();
    boolean isHeard = office.readToEnd() && office.count() == count;
    if (isHeard && isLedOtherwise()) {
      throw new LogException(LogException.Kind.UNSUITABLE, difference());
    }
    if (isHeard) {
      office.claim(new SharedRecord.Lead(id, machine.clock().instant(), setup.name()));
    }
    silence.restart(); // Whatever has come of it: the next try is not at once.
  }
}
