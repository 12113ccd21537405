package org.bolillero.server;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.bolillero.protocol.ErrorCode;
import org.bolillero.protocol.Request;
import org.bolillero.protocol.Response;
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
}
