package org.bolillero.kafka;

import static org.bolillero.kafka.SharedRecordTest.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.bolillero.fuzz.Seed;
import org.bolillero.kafka.Terms.Reading;
import org.junit.jupiter.api.Test;

/** A test for each row of the rule's table, and all of it at once. */
final class TermsTest {
  private static final int DRAW = 7;
  private static final SharedRecord.Lead ANA = office(1);
  private static final SharedRecord.Lead EVA = office(2);

  private final Terms terms = new Terms(DRAW);

  private static SharedRecord.Lead office(int id) {
    return new SharedRecord.Lead(new UUID(0, id), Instant.EPOCH, "office " + id);
  }

  private static SharedRecord lead(long term, SharedRecord.Lead office) {
    return new SharedRecord(DRAW, term, 0, office);
  }

  private static SharedRecord beat(long term, long number) {
    return new SharedRecord(DRAW, term, number, new SharedRecord.Beat());
  }

  private static SharedRecord resign(long term, long number) {
    return new SharedRecord(DRAW, term, number, new SharedRecord.Resign());
  }

  private void assertReads(Reading expected, SharedRecord record) {
    assertEquals(expected, terms.read(record));
  }

  private void assertStands(long term, long next, Optional<SharedRecord.Lead> leader) {
    assertEquals(term, terms.term());
    assertEquals(next, terms.next());
    assertEquals(leader, terms.leader());
  }

  @Test
  void theLeadOfTheNextTermCounts() {
    assertReads(Reading.COUNTS, lead(1, ANA));
    assertStands(1, 1, Optional.of(ANA));
    assertReads(Reading.COUNTS, beat(1, 1));
    assertReads(Reading.COUNTS, lead(2, EVA));
    assertStands(2, 1, Optional.of(EVA));
  }

  @Test
  void theLeadOfAnyOtherTermDoesNotCount() {
    assertReads(Reading.FUTURE_TERM, lead(2, ANA));
    assertStands(0, 1, Optional.empty());
    assertReads(Reading.COUNTS, lead(1, ANA));
    assertReads(Reading.PAST_TERM, lead(1, EVA));
    assertReads(Reading.FUTURE_TERM, lead(3, EVA));
    assertStands(1, 1, Optional.of(ANA));
  }

  @Test
  void entriesAndBeatsWithTheNextNumberCount() {
    assertReads(Reading.COUNTS, lead(1, ANA));
    assertReads(Reading.COUNTS, entry(DRAW, 1, 1, 1));
    assertReads(Reading.COUNTS, beat(1, 2));
    assertReads(Reading.COUNTS, entry(DRAW, 1, 3, 2));
    assertStands(1, 4, Optional.of(ANA));
  }

  @Test
  void afterAResignNobodyLeads() {
    assertReads(Reading.COUNTS, lead(1, ANA));
    assertReads(Reading.COUNTS, resign(1, 1));
    assertStands(1, 2, Optional.empty());
    assertReads(Reading.COUNTS, lead(2, EVA));
    assertStands(2, 1, Optional.of(EVA));
  }

  @Test
  void whatAnOfficeWritesThatDoesNotLeadAnyMoreDoesNotCount() {
    assertReads(Reading.COUNTS, lead(1, ANA));
    assertReads(Reading.COUNTS, lead(2, EVA));
    assertReads(Reading.PAST_TERM, entry(DRAW, 1, 1, 1));
    assertReads(Reading.PAST_TERM, beat(1, 1));
    assertReads(Reading.PAST_TERM, resign(1, 1));
    assertStands(2, 1, Optional.of(EVA));
  }

  @Test
  void whatIsOfATermThatHasNotBegunDoesNotCount() {
    assertReads(Reading.FUTURE_TERM, entry(DRAW, 1, 1, 1));
    assertReads(Reading.COUNTS, lead(1, ANA));
    assertReads(Reading.FUTURE_TERM, beat(2, 1));
    assertStands(1, 1, Optional.of(ANA));
  }

  @Test
  void whatWasSentAgainCountsOnce() {
    assertReads(Reading.COUNTS, lead(1, ANA));
    assertReads(Reading.COUNTS, entry(DRAW, 1, 1, 1));
    assertReads(Reading.REPEATED, entry(DRAW, 1, 1, 1));
    assertReads(Reading.REPEATED, beat(1, 0));
    assertReads(Reading.COUNTS, entry(DRAW, 1, 2, 2));
    assertStands(1, 3, Optional.of(ANA));
  }

  @Test
  void whatStandsBehindAHoleDoesNotCountUntilItIsSentAgain() {
    assertReads(Reading.COUNTS, lead(1, ANA));
    assertReads(Reading.BEHIND_HOLE, entry(DRAW, 1, 2, 2));
    assertReads(Reading.COUNTS, entry(DRAW, 1, 1, 1));
    assertReads(Reading.BEHIND_HOLE, entry(DRAW, 1, 3, 3));
    assertReads(Reading.COUNTS, entry(DRAW, 1, 2, 2));
    assertStands(1, 3, Optional.of(ANA));
  }

  @Test
  void recordsOfAnotherDrawDoNotCount() {
    assertReads(Reading.OTHER_DRAW, new SharedRecord(DRAW + 1, 1, 0, EVA));
    assertReads(Reading.COUNTS, lead(1, ANA));
    assertReads(Reading.OTHER_DRAW, entry(DRAW + 1, 1, 1, 1));
    assertStands(1, 1, Optional.of(ANA));
  }

  /**
   * Offices that believe that they lead, some of which do not any more, send through a network that
   * loses, repeats and delays. What counts of a term is what its leader has sent first, in that
   * order, and nothing else.
   */
  @Test
  void whateverHappensTheLogOfATermIsABeginningOfWhatItsLeaderHasSent() {
    Seed.run(random -> {
      for (int history = 0; history < 2_000; history++) {
        run(random);
      }
    });
  }

  private static void run(RandomGenerator random) {
    int offices = 3;
    List<SharedRecord> log = new ArrayList<>();
    List<SharedRecord> delayed = new ArrayList<>();
    List<Office> all = new ArrayList<>();
    for (int i = 0; i < offices; i++) {
      all.add(new Office(office(i)));
    }
    for (int step = 0; step < 60; step++) {
      SharedRecord sent = all.get(random.nextInt(offices)).next(random, log);
      if (random.nextInt(8) != 0) {
        (random.nextInt(4) == 0 ? delayed : log).add(sent);
      }
      if (random.nextInt(8) == 0) {
        log.add(sent);
      }
      if (!delayed.isEmpty() && random.nextInt(4) == 0) {
        log.add(delayed.remove(random.nextInt(delayed.size())));
      }
    }
    Terms reader = new Terms(DRAW);
    List<SharedRecord> counted =
        log.stream().filter(each -> reader.read(each) == Reading.COUNTS).toList();
    long term = 0;
    long number = 0;
    Office leader = all.getFirst();
    for (SharedRecord each : counted) {
      if (each.body() instanceof SharedRecord.Lead office) {
        term++;
        number = 0;
        leader = all.get((int) office.office().getLeastSignificantBits());
      }
      assertEquals(term, each.term());
      assertEquals(number, each.number());
      assertEquals(leader.sent(term, number), each);
      number++;
    }
    assertEquals(term, reader.term());
  }

  /**
   * An office that leads as far as it knows. It has to find its LEAD in the log before it writes
   * anything else; after that it looks at the log only now and then.
   */
  private static final class Office {
    private final SharedRecord.Lead id;
    private final List<SharedRecord> sent = new ArrayList<>();
    private long term;
    private long number;

    Office(SharedRecord.Lead id) {
      this.id = id;
    }

    SharedRecord next(RandomGenerator random, List<SharedRecord> log) {
      if (term == 0 || random.nextInt(10) == 0) {
        look(log);
      }
      SharedRecord record =
          number == 0 ? lead(term, id) : entry(DRAW, term, number, random.nextInt());
      if (number > 0) {
        number++;
      }
      sent.add(record);
      return record;
    }

    /** Goes on if it leads, begins if its LEAD is there, and tries to lead otherwise. */
    private void look(List<SharedRecord> log) {
      Terms now = new Terms(DRAW);
      log.forEach(now::read);
      boolean isLeading = now.leader().equals(Optional.of(id)) && now.term() == term;
      if (!isLeading) {
        term = now.term() + 1;
        number = 0;
      } else if (number == 0) {
        number = 1;
      }
    }

    SharedRecord sent(long ofTerm, long ofNumber) {
      return sent.stream()
          .filter(each -> each.term() == ofTerm && each.number() == ofNumber)
          .findFirst()
          .orElseThrow();
    }
  }
}
