package org.bolillero.integration;

import static org.bolillero.fuzz.Patience.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertIterableEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.bolillero.brokers.Brokers;
import org.bolillero.integration.Programs.Running;
import org.bolillero.lottery.Bet;
import org.bolillero.office.DrawEvent;
import org.bolillero.office.DrawEventCodec;
import org.bolillero.storage.DurableLog;
import org.bolillero.storage.LogEntry;
import org.bolillero.storage.LogException;

/**
 * Two offices that share the log of a draw on brokers, and the agencies that bring them their
 * files, all of them in processes of their own. Belongs to one thread.
 */
final class TwoOffices {
  /** The draw of an office's command line. */
  static final int DRAW = 1;

  private static final AtomicInteger TESTS = new AtomicInteger();
  private static final int ANSWER_SECONDS = 10;

  private final Programs programs;
  private final Path copies;
  private final String prefix;
  private final SharedOffice one;
  private final SharedOffice other;
  private final AgencyFiles files;
  private final List<List<Bet>> bets = new ArrayList<>();
  private final List<Running> agencies = new ArrayList<>();

  private boolean isOfOfficials;

  /** Starts nothing yet. The topics are of this test alone. */
  TwoOffices(Programs programs, Brokers brokers, Path folder, int agencies, int bets)
      throws IOException {
    this.programs = programs;
    this.copies = folder;
    this.prefix = "test-%d-".formatted(TESTS.incrementAndGet());
    List<String> options =
        List.of(
            "--log=kafka",
            "--kafka=" + brokers.addresses(),
            "--kafka-topic-prefix=" + prefix,
            "--segment-bytes=262144");
    this.one = new SharedOffice(programs, "uno", folder.resolve("uno"), options);
    this.other = new SharedOffice(programs, "dos", folder.resolve("dos"), options);
    this.files = AgencyFiles.in(folder, agencies);
    for (int agency = 1; agency <= agencies; agency++) {
      this.bets.add(Bets.of(agency, bets));
      Bets.write(files.of(agency), this.bets.getLast());
    }
  }

  /** The name of the topic of a draw, or of the offices' own, which is 0. */
  String topic(int number) {
    return prefix + number;
  }

  /** The one that leads at first. */
  SharedOffice one() {
    return one;
  }

  SharedOffice other() {
    return other;
  }

  /** The same, but officials open draws. */
  void startWithOfficials() throws IOException {
    isOfOfficials = true;
    start();
  }

  /** Starts both. When this returns, the first one leads and the other one stands by. */
  void start() throws IOException {
    start(one);
    one.awaitLead();
    start(other);
    other.awaitStandby();
  }

  void start(SharedOffice office) throws IOException {
    if (isOfOfficials) {
      office.startWithOfficials();
    } else {
      office.start("1-" + files.agencies());
    }
  }

  /** Starts all agencies, which know both offices and deliver in batches of two. */
  void startAgencies() throws IOException {
    for (int agency = 1; agency <= files.agencies(); agency++) {
      startAgency(agency);
    }
  }

  void startAgency(int agency) throws IOException {
    agencies.add(
        programs.start(
            "agency",
            "--id=" + agency,
            "--file=" + files.of(agency),
            "--server=%s,%s".formatted(one.address(), other.address()),
            "--batch-max=2",
            "--answer-timeout=" + ANSWER_SECONDS));
  }

  /** Some agencies have bets left, so that what happens now happens while they deliver. */
  void assertDelivering() throws IOException {
    for (Running each : agencies) {
      if (each.isAlive() && each.count(Intake.FINISHED) == 0) {
        return;
      }
    }
    throw new AssertionError("the agencies have delivered everything already");
  }

  /** Whether an agency waits for anything yet. */
  boolean isGoingOn() {
    return agencies.stream().anyMatch(Running::isAlive);
  }

  /**
   * Waits until all agencies have had their winners, which must be right, and ends both offices.
   * Then both replicas hold the same, each bet once, and one draw. An office that has ended is
   * started again, to catch up.
   */
  void complete() throws Exception {
    awaitWinners();
    endBoth();
    assertSame();
  }

  /** Waits until all agencies have had their winners, which must be right. */
  void awaitWinners() throws Exception {
    for (int i = 0; i < agencies.size(); i++) {
      Running agency = agencies.get(i);
      assertEquals(0, agency.exitCode(), agency::log);
      assertEquals(Bets.winners(bets.get(i)), agency.out().lines().toList());
    }
  }

  /** Whoever leads ends first; the other one leads then, and so has read everything. */
  private void endBoth() throws Exception {
    heal();
    SharedOffice leader = leader();
    SharedOffice standby = standby();
    leader.terminate();
    standby.awaitLead();
    standby.terminate();
  }

  /**
   * Starts again what has ended. When this returns, one office leads and the other one stands by.
   *
   * @return how the offices have ended
   */
  List<String> heal() throws Exception {
    List<String> ends = new ArrayList<>();
    do {
      for (SharedOffice each : List.of(one, other)) {
        if (!each.isAlive()) {
          ends.add("end " + each.running().exitCode());
          start(each);
        }
      }
      await().atMost(Programs.PATIENCE).until(() -> one.leads() || other.leads() || !areAlive());
    } while (!areAlive());
    leader().awaitLead();
    standby().awaitStandby();
    return ends;
  }

  /** The one that leads, as far as it knows. */
  SharedOffice leader() throws IOException {
    return one.leads() ? one : other;
  }

  SharedOffice standby() throws IOException {
    return one.leads() ? other : one;
  }

  private boolean areAlive() {
    return one.isAlive() && other.isAlive();
  }

  private void assertSame() throws Exception {
    files.assertStored(programs, one.surroundings(), draw(one));
    files.assertStored(programs, other.surroundings(), draw(other));
    Path replica = seen(other);
    assertIterableEquals(entries(seen(one)), entries(replica), "uno and dos");
    DrawLog log = DrawLog.read(replica);
    assertEquals(1, log.steps(DrawEvent.Opened.class).size());
    log.assertNothingSoldAfterTheClose();
    assertEquals(1, log.steps(DrawEvent.Sealed.class).size());
    assertEquals(1, log.steps(DrawEvent.Numbered.class).size());
    assertEquals(1, log.steps(DrawEvent.Drawn.class).size());
  }

  /** The folder of the draw, which is that of the office if its command line opens it. */
  private Path draw(SharedOffice office) {
    return isOfOfficials ? office.folder().resolve("draw-" + DRAW) : office.folder();
  }

  /** The same, copied if it is on a disk that others do not see. */
  private Path seen(SharedOffice office) throws IOException, InterruptedException {
    if (office.surroundings().prefix().isEmpty()) {
      return draw(office);
    }
    Path copy = Files.createTempDirectory(copies, "copy");
    List<String> command = new ArrayList<>(office.surroundings().prefix());
    command.addAll(List.of("cp", "-r", draw(office) + "/.", copy.toString()));
    assertEquals(0, new ProcessBuilder(command).inheritIO().start().waitFor());
    return copy;
  }

  /** What a replica holds; numbers are not the same in both, because each has pins of its own. */
  private static List<LogEntry> entries(Path folder) throws LogException {
    List<LogEntry> entries = new ArrayList<>();
    DurableLog.inspect(
        folder,
        DrawEventCodec.WORDS,
        (_, entry) -> {
          if (!LogEntry.isReserved(entry.kind())) {
            byte[] payload = new byte[entry.payload().remaining()];
            entry.payload().duplicate().get(payload);
            entries.add(new LogEntry(entry.kind(), entry.key(), ByteBuffer.wrap(payload)));
          }
        });
    return entries;
  }
}
