package org.bolillero.server.promises;

import static org.bolillero.fuzz.Patience.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bolillero.lottery.BetBatch;
import org.bolillero.office.testing.TestBets;
import org.bolillero.protocol.ErrorCode;
import org.bolillero.protocol.Request;
import org.bolillero.protocol.Response;
import org.bolillero.server.CentralOffice;
import org.bolillero.server.Insight;
import org.bolillero.server.OfficeSetup;
import org.bolillero.server.TestAgency;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Large messages that never end take no more memory than there is for all of them. */
class P7MemoryTest {
  private static final int FRAME = 256 * 1024;
  private static final int STORE = 1024 * 1024;
  private static final int HOSTILE = 30;

  @TempDir Path folder;
  private final List<TestAgency> hostile = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (TestAgency each : hostile) {
      each.close();
    }
  }

  @Test
  void messagesThatNeverEndGiveWayAndAgenciesDeliverWhateverTheSize() throws Exception {
    try (CentralOffice office = office()) {
      attack(office);
      await().until(() -> Insight.readBytesTaken(office) > STORE / 2);
      assertTrue(
          Insight.readBytesTaken(office) <= STORE, () -> Insight.readBytesTaken(office) + " bytes");
      try (TestAgency honest = TestAgency.greeted(office.port(), HOSTILE + 1)) {
        BetBatch large = TestBets.ofBytes(HOSTILE + 1, FRAME - 13);
        for (int i = 0; i < 10; i++) {
          honest.submit(large);
        }
        BetBatch small = TestBets.of(HOSTILE + 1, 100, 0);
        assertEquals(10 * large.count() + small.count(), honest.submit(small).stored());
      }
      assertTrue(
          Insight.readBytesTaken(office) <= STORE, () -> Insight.readBytesTaken(office) + " bytes");
      assertTold();
      for (TestAgency each : hostile) {
        each.close();
      }
      await().until(() -> Insight.readBytesTaken(office) == 0);
    }
  }

  /** The first one has kept its memory for longer than any other. */
  private void assertTold() throws Exception {
    Response.Failure told = hostile.getFirst().receive(Response.Failure.class);
    assertEquals(ErrorCode.BUSY.code(), told.code());
    assertTrue(told.text().startsWith("unacknowledged-bytes-max"), told.text());
  }

  @Test
  void whatIsReadAheadIsGivenBackInAPause() throws Exception {
    try (CentralOffice office = office();
        TestAgency agency = TestAgency.greeted(office.port(), 1)) {
      agency.submit(TestBets.ofBytes(1, FRAME - 13));
      await().until(() -> Insight.readBytesTaken(office) == 0);
    }
  }

  @Test
  void answersAreSentBeforeThereAreTooManyOfThem() throws Exception {
    try (CentralOffice office = office();
        TestAgency agency = TestAgency.greeted(office.port(), 1)) {
      Request[] pings = new Request[5_000];
      for (int i = 0; i < pings.length; i++) {
        pings[i] = new Request.Ping(ByteBuffer.allocate(4).putInt(0, i));
      }
      agency.send(pings);
      for (int i = 0; i < pings.length; i++) {
        assertEquals(i, agency.receive(Response.Pong.class).echo().getInt(0));
      }
    }
  }

  private CentralOffice office() throws Exception {
    return new OfficeSetup(folder, HOSTILE + 1)
        .frameBytesMax(FRAME)
        .segmentBytes(16 * FRAME)
        .unacknowledgedBytesMax(STORE)
        .open();
  }

  /** Each says who it is, and then sends most of a batch. */
  private void attack(CentralOffice office) throws Exception {
    ByteBuffer part = ByteBuffer.allocate(FRAME - 1_000).putInt(0, FRAME - 4);
    for (int id = 1; id <= HOSTILE; id++) {
      TestAgency each = TestAgency.greeted(office.port(), id);
      hostile.add(each);
      send(each, part.array());
      if (id == 1) {
        // As much as it will ever have, before any other has some.
        await().until(() -> Insight.readBytesTaken(office) > FRAME / 2);
      }
    }
  }

  private static void send(TestAgency agency, byte[] bytes) {
    try {
      agency.sendRaw(bytes);
    } catch (IOException _) {
      // It had to give way before it was done.
    }
  }
}
