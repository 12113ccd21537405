package org.bolillero.kafka;

import java.util.ArrayDeque;
import java.util.Queue;
import org.bolillero.storage.LogEntry;
import org.bolillero.storage.LogException;
import org.bolillero.storage.LogListener;
import org.bolillero.storage.LogOpener;
import org.jspecify.annotations.Nullable;

/**
 * Copies the log of a draw on this machine into its topic, and goes on where an earlier try has
 * ended. Belongs to one thread.
 */
final class Publication implements Reader.Sink {
  private final Reader reader;
  private final SharedRecord.Lead lead;
  private final FilesBeside files;
  private final Machine machine;

  /** What was read of the topic and is not compared yet. */
  private final Queue<LogEntry> there = new ArrayDeque<>();

  private @Nullable Leader leader;
  private long count;

  private Publication(
      int draw, Topic topic, SharedRecord.Lead lead, FilesBeside files, Machine machine) {
    this.reader = new Reader(draw, topic, this);
    this.lead = lead;
    this.files = files;
    this.machine = machine;
  }

  /**
   * Copies a log.
   *
   * @param topic closed afterwards
   * @param log the log on this machine
   * @param lead whose it is
   * @return how many entries the topic has now
   * @throws LogException if the topic has other entries than the log, or more
   */
  static long run(
      int draw,
      Topic topic,
      LogOpener log,
      SharedRecord.Lead lead,
      Machine machine,
      LogListener listener)
      throws LogException {
    Publication publication =
        new Publication(draw, topic, lead, new FilesBeside(log.files()), machine);
    try (topic) {
      log.open((number, entry) -> publication.add(number, entry), listener).close();
      publication.end();
      return publication.count;
    }
  }

  @Override
  public void take(LogEntry entry) {
    there.add(entry);
  }

  private void add(long number, LogEntry entry) throws LogException {
    count++;
    if (leader == null && !reader.readUntil(() -> !there.isEmpty())) {
      leader = lead();
    }
    if (leader != null) {
      leader.append(entry); // Its bytes are copied: they are good during this call only.
    } else if (!there.remove().equals(entry)) {
      throw differs("expected entry %d as it is here, found another".formatted(number));
    }
  }

  private Leader lead() throws LogException {
    if (!reader.claim(lead) || !there.isEmpty()) {
      throw new LogException(
          LogException.Kind.FAILED,
          "the topic of draw %d: expected to write to it alone, but %s; run it again"
              .formatted(
                  reader.number(),
                  reader.leader().map(each -> each.name() + " leads").orElse("nobody answers")));
    }
    Leader leads = new Leader(reader, () -> {}, false, machine.nanoClock(), _ -> {});
    leads.start(machine.threads());
    if (count == 1) {
      for (SharedRecord.File each : files.read()) {
        leads.send(each);
      }
    }
    return leads;
  }

  private void end() throws LogException {
    if (leader != null) {
      leader.close();
    } else if (reader.readUntil(() -> !there.isEmpty())) {
      throw differs("expected %d entries as here, found more".formatted(count));
    }
  }

  private LogException differs(String problem) {
    return new LogException(
        LogException.Kind.DAMAGED,
        "the topic of draw %d: %s before offset %d"
            .formatted(reader.number(), problem, reader.topic().position()));
  }
}
