package org.bolillero.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.bolillero.office.testing.TestBets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CentralOfficeTest {
  @TempDir Path folder;

  @Test
  void anOfficeThatIsStartedAgainAfterTheDrawStillTellsTheSameWinners() throws Exception {
    OfficeSetup setup = new OfficeSetup(folder, 1);
    List<String> before;
    try (CentralOffice office = setup.open()) {
      before = TestAgency.wholeJob(office.port(), 1, TestBets.of(1, 100, 1));
    }
    assertEquals(List.of("1000000"), before);
    try (CentralOffice office = setup.open();
        TestAgency agency = TestAgency.greeted(office.port(), 1)) {
      assertEquals(before, agency.winners());
    }
  }

  @Test
  void anOfficeThatCannotListenToItsOfficialsGivesItsOwnPortBack() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    OfficeSetup setup = new OfficeSetup(folder, 1).port(port);
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      setup.set("admin", "127.0.0.1:" + taken.getLocalPort());
      assertThrows(AdminFailedException.class, setup::open);
    }
    try (CentralOffice office = setup.open()) {
      assertEquals(port, office.port());
    }
  }
}
