package org.bolillero.lottery;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.bolillero.fuzz.Seed;
import org.junit.jupiter.api.Test;

class WinnersTest {
  private static final int WINNING = 3;
  private static final int AGENCIES = 5;

  /** A part of a log: a batch of some agency. */
  private record Entry(int agency, BetBatch batch) {}

  @Test
  void theyAreThoseOfTheLogInItsOrder() {
    Seed.run(random -> {
      for (int round = 0; round < 200; round++) {
        List<Entry> log = log(random, random.nextInt(40));
        expectWinners(plain(log), draw(log).build());
      }
    });
  }

  @Test
  void partsThatAreMergedInOrderGiveTheSame() {
    Seed.run(random -> {
      for (int round = 0; round < 200; round++) {
        List<Entry> log = log(random, random.nextInt(40));
        Winners merged = mergedAtRandom(random, log).build();
        expectWinners(plain(log), merged);
        assertEquals(draw(log).build().digest(), merged.digest());
      }
    });
  }

  @Test
  void whereNobodyHasWonThereIsNobody() throws Exception {
    Winners none = draw(List.of(new Entry(1, Bets.batch(Bets.bet("1", WINNING + 1))))).build();
    expectWinners(Map.of(), none);
    assertEquals(
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        none.digest().toString());
  }

  @Test
  void veryManyAreKept() throws Exception {
    List<Bet> bets = new ArrayList<>();
    for (int i = 0; i < 50_000; i++) {
      bets.add(Bets.bet(Integer.toString(i), WINNING));
    }
    Entry entry = new Entry(1, Bets.batch(bets));
    List<Entry> log = List.of(entry, entry, entry, entry);
    List<Entry> half = log.subList(0, 2);
    Winners winners = draw(half).append(draw(half)).append(new Winners.Builder()).build();
    assertEquals(200_000, winners.total());
    expectWinners(plain(log), winners);
  }

  @Test
  void theDigestTellsAgenciesDocumentsAndTheirOrderApart() {
    BetBatch one = Bets.batch(Bets.bet("1", WINNING), Bets.bet("2", WINNING));
    Digest digest = draw(List.of(new Entry(1, one))).build().digest();
    BetBatch turned = Bets.batch(Bets.bet("2", WINNING), Bets.bet("1", WINNING));
    BetBatch other = Bets.batch(Bets.bet("1", WINNING), Bets.bet("3", WINNING));
    assertNotEquals(digest, draw(List.of(new Entry(2, one))).build().digest());
    assertNotEquals(digest, draw(List.of(new Entry(1, turned))).build().digest());
    assertNotEquals(digest, draw(List.of(new Entry(1, other))).build().digest());
  }

  @Test
  void nobodyCanChangeThem() {
    Winners winners = draw(List.of(new Entry(1, Bets.batch(Bets.bet("1", WINNING))))).build();
    ByteBuffer documents = winners.documents(1);
    assertThrows(ReadOnlyBufferException.class, () -> documents.put(1, (byte) '2'));
    documents.position(2);
    assertEquals(2, winners.documents(1).remaining());
    assertTrue(winners.documents(2).isReadOnly(), "also where there are none");
  }

  private static List<Entry> log(RandomGenerator random, int size) {
    List<Entry> log = new ArrayList<>();
    while (log.size() < size) {
      byte[] batch = Bets.bytes(Bets.batch(Bets.random(random, random.nextInt(1, 20), 4)).bytes());
      ByteBuffer placed = Placement.any(random).place(batch);
      log.add(new Entry(random.nextInt(AGENCIES), BetBatch.trusted(placed)));
    }
    return log;
  }

  private static Winners.Builder draw(List<Entry> log) {
    Winners.Builder builder = new Winners.Builder();
    for (Entry entry : log) {
      builder.addFrom(entry.agency, entry.batch, WINNING);
    }
    return builder;
  }

  /** Halves at random, as a draw that forks does. */
  private static Winners.Builder mergedAtRandom(RandomGenerator random, List<Entry> log) {
    if (log.size() < 2 || random.nextInt(4) == 0) {
      return draw(log);
    }
    int middle = random.nextInt(log.size() + 1);
    return mergedAtRandom(random, log.subList(0, middle))
        .append(mergedAtRandom(random, log.subList(middle, log.size())));
  }

  private static Map<Integer, List<String>> plain(List<Entry> log) {
    Map<Integer, List<String>> winners = new TreeMap<>();
    for (Entry entry : log) {
      for (Bet bet : entry.batch) {
        if (bet.number() == WINNING) {
          winners.computeIfAbsent(entry.agency, _ -> new ArrayList<>()).add(bet.document());
        }
      }
    }
    return winners;
  }

  private static void expectWinners(Map<Integer, List<String>> expected, Winners winners)
      throws IOException {
    long total = 0;
    var digested = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(digested)) {
      for (int agency = 0; agency <= AGENCIES; agency++) {
        List<String> documents = expected.getOrDefault(agency, List.of());
        assertEquals(documents.size(), winners.count(agency));
        assertEquals(documents, documents(winners.documents(agency)));
        total += documents.size();
        if (!documents.isEmpty()) {
          byte[] column = Bets.bytes(winners.documents(agency));
          out.writeInt(agency);
          out.writeInt(documents.size());
          out.writeInt(column.length);
          out.write(column);
        }
      }
    }
    assertEquals(total, winners.total());
    assertEquals(Bets.hex(PlainBatch.sha256(digested.toByteArray())), winners.digest().toString());
  }

  private static List<String> documents(ByteBuffer column) {
    List<String> documents = new ArrayList<>();
    while (column.hasRemaining()) {
      byte[] document = new byte[column.get()];
      column.get(document);
      documents.add(new String(document, ISO_8859_1));
    }
    return documents;
  }
}
