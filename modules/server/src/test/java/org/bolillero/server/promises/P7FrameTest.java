package org.bolillero.server.promises;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.bolillero.lottery.BetBatch;
import org.bolillero.office.testing.TestBets;
import org.bolillero.protocol.ErrorCode;
import org.bolillero.protocol.Request;
import org.bolillero.protocol.Response;
import org.bolillero.server.CentralOffice;
import org.bolillero.server.OfficeSetup;
import org.bolillero.server.TestAgency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A frame has a limit, and is refused for its length before anything is kept of it. */
class P7FrameTest {
  private static final int LARGE = 64 * 1024;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {0, 8_189, LARGE, Integer.MAX_VALUE, Integer.MIN_VALUE, -1})
  void aStrangerMaySendNoFrameOutsideTheDefaultLimit(int length) throws Exception {
    try (CentralOffice office = new OfficeSetup(folder, 1).frameBytesMax(LARGE).open();
        TestAgency stranger = new TestAgency(office.port(), 1)) {
      stranger.sendRaw(ByteBuffer.allocate(4).putInt(length).array());
      assertEquals(
          "frame length: expected 1 to 8188, found " + Integer.toUnsignedString(length),
          stranger.receiveError(ErrorCode.MALFORMED));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, LARGE - 3, Integer.MAX_VALUE, Integer.MIN_VALUE, -1})
  void anAgencyMaySendNoFrameOutsideTheLimitOfItsWelcome(int length) throws Exception {
    try (CentralOffice office = new OfficeSetup(folder, 1).frameBytesMax(LARGE).open();
        TestAgency agency = TestAgency.greeted(office.port(), 1)) {
      agency.sendRaw(ByteBuffer.allocate(4).putInt(length).array());
      assertEquals(
          "frame length: expected 1 to 65532, found " + Integer.toUnsignedString(length),
          agency.receiveError(ErrorCode.MALFORMED));
    }
  }

  @Test
  void aFrameOfJustTheLimitIsTaken() throws Exception {
    OfficeSetup setup = new OfficeSetup(folder, 1).frameBytesMax(LARGE).segmentBytes(1 << 20);
    BetBatch largest = TestBets.ofBytes(1, LARGE - 13);
    try (CentralOffice office = setup.open();
        TestAgency agency = new TestAgency(office.port(), 1)) {
      Response.Welcome welcome = agency.ask(agency.hello(), Response.Welcome.class);
      assertEquals(LARGE, welcome.frameBytesMax());
      assertEquals(largest.count(), agency.submit(largest).stored());
    }
  }

  @Test
  void aGreetingAndAFrameOfTheDefaultLimitMayComeTogether() throws Exception {
    BetBatch bets = TestBets.ofBytes(1, 8_192 - 13);
    try (CentralOffice office = new OfficeSetup(folder, 1).open();
        TestAgency agency = new TestAgency(office.port(), 1)) {
      agency.send(agency.hello(), new Request.Batch(0, bets));
      assertEquals(8_192, agency.receive(Response.Welcome.class).frameBytesMax());
      assertEquals(bets.count(), agency.receive(Response.Stored.class).stored());
    }
  }
}
