package org.bolillero.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
}
