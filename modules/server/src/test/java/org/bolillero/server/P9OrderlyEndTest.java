package org.bolillero.server;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.bolillero.protocol.ErrorCode;
import org.bolillero.protocol.Request;
import org.bolillero.protocol.Response;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class P9OrderlyEndTest {
  @TempDir Path folder;

  @Test
  void anOfficeThatHasNotHeldItsDrawCloses() throws Exception {
    new OfficeSetup(folder, 1).open().close();
  }

  @Test
  void anAgencyInTheMiddleOfAMessageIsToldThatTheOfficeStops() throws Exception {
    CentralOffice office = new OfficeSetup(folder, 1).open();
    try (office;
        TestAgency agency = TestAgency.greeted(office.port(), 1)) {
      agency.sendRaw((byte) 0, (byte) 0);
      Background<?> closing = Background.run(office::close);
      agency.receiveError(ErrorCode.SHUTTING_DOWN);
      agency.hangUp();
      closing.await();
    }
  }

  @Test
  void anAgencyThatIsStillSendingReadsWhyItsConnectionEnds() throws Exception {
    try (CentralOffice office = new OfficeSetup(folder, 1).open();
        TestAgency older = TestAgency.greeted(office.port(), 1);
        TestAgency newer = TestAgency.greeted(office.port(), 1)) {
      for (int i = 0; i < 20; i++) {
        older.send(new Request.Ping(ByteBuffer.allocate(64)));
      }
      older.receiveError(ErrorCode.SUPERSEDED);
      assertInstanceOf(Response.Stored.class, newer.submit(TestBets.losing(1, 0, 1)));
    }
  }

  @RepeatedTest(10)
  void aConnectionThatWasJustAcceptedDoesNotHoldUpTheEnd() throws Exception {
    Duration never = Duration.ofDays(1);
    CentralOffice office =
        new OfficeSetup(folder, 1).handshakeTimeout(never).shutdownTimeout(never).open();
    Queue<TestAgency> silent = new ConcurrentLinkedQueue<>();
    Background<?> connecting =
        Background.run(() -> {
          while (true) {
            silent.add(new TestAgency(office.port(), 1));
          }
        });
    await().pollInterval(Duration.ofMillis(1)).until(() -> silent.size() > 3);
    Background<?> closing = Background.run(office::close);
    assertThrows(IOException.class, connecting::await);
    for (TestAgency each : silent) {
      each.awaitEnd();
      each.hangUp();
    }
    closing.await();
  }
}
