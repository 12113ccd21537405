package org.bolillero.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.bolillero.fuzz.Patience;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Connections on which nothing happens keep no buffers. */
final class IdleBuffersTest {
  @TempDir Path folder;
  private TlsContext office;
  private TlsContext agency;

  @BeforeEach
  void prepare() throws Exception {
    Papers papers = new Papers(folder);
    office = papers.office();
    agency = papers.agency();
  }

  @Test
  void whoeverWaitsHasNone() throws Exception {
    List<Pair> pairs = new ArrayList<>();
    List<Future<Integer>> reads = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      Pair pair = Pair.open(office, agency);
      pairs.add(pair);
      pair.client.out().write(new byte[50_000]);
      pair.office.in().readNBytes(50_000);
      reads.add(Pair.inBackground(() -> pair.office.in().read()));
    }
    assertEquals(0, agency.buffers().lent());
    // The last of them may not have begun to wait.
    Patience.await().until(() -> office.buffers().lent() == 0);
    for (int i = 0; i < pairs.size(); i++) {
      pairs.get(i).client.out().write(i);
      assertEquals(i, reads.get(i).get());
      pairs.get(i).close();
    }
    assertEquals(0, office.buffers().lent());
  }

  @Test
  void aPartOfARecordNeedsOneUntilTheEnd() throws Exception {
    try (Pair pair = Pair.open(office, agency)) {
      pair.plain.client().getOutputStream().write(new byte[] {23, 3, 3});
      Future<Integer> read = Pair.inBackground(() -> pair.office.in().read());
      pair.plain.client().getOutputStream().write(new byte[] {1, 0, 7});
      Patience.await().until(() -> office.buffers().lent() == 1);
      pair.plain.client().shutdownOutput();
      Pair.failure(java.io.EOFException.class, read);
    }
    assertEquals(0, office.buffers().lent());
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "8000, 0", "9000, 1", "50000, 1"})
  void whoeverSendsWhatNobodyTakesHasOneOnlyForMuch(int bytes, int buffersLent) throws Exception {
    try (Pair pair = Pair.open(office, agency)) {
      Thread writer =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  while (true) {
                    pair.office.out().write(new byte[bytes]);
                  }
                } catch (IOException _) {
                  // The test is over.
                }
              });
      Patience.await().until(() -> writer.getState() == Thread.State.WAITING);
      assertEquals(buffersLent, office.buffers().lent());
    }
    Patience.await().until(() -> office.buffers().lent() == 0);
  }

  @Test
  void whatIsNotReadYetNeedsOneHoweverMuchHasArrived() throws Exception {
    try (Pair pair = Pair.open(office, agency)) {
      pair.client.out().write(new byte[100_000]);
      assertEquals(0, pair.office.in().read());
      assertEquals(1, office.buffers().lent());
      pair.office.in().readNBytes(99_999);
      assertEquals(0, office.buffers().lent());
    }
  }
}
