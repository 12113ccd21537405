package org.bolillero.server.promises;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bolillero.office.testing.TestBets;
import org.bolillero.server.CentralOffice;
import org.bolillero.server.OfficeSetup;
import org.bolillero.server.TestAgency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens on the officials' port, agencies do not notice. */
class P7OfficialsPortTest {
  private static final int CONNECTIONS = 200;
  private static final List<String> STARTS =
      List.of("", "G", "GET /api/draws HTTP/1.1\r\nX: ", "\0\1\2\3", "\r\n\r\n\r\n");

  @TempDir Path folder;

  @Test
  void agenciesAreServedWhileTheOfficialsPortIsCrowded() throws Exception {
    List<Socket> crowd = new ArrayList<>();
    try {
      CentralOffice office = new OfficeSetup(folder, 1).set("admin", "127.0.0.1:0").open();
      try (office;
          TestAgency agency = TestAgency.greeted(office.port(), 1)) {
        for (int i = 0; i < CONNECTIONS; i++) {
          crowd.add(crowdedBy(office.adminPort().orElseThrow(), STARTS.get(i % STARTS.size())));
        }
        agency.submit(TestBets.of(1, 3, 2));
        agency.finish();
        assertEquals(2, agency.winners().size());
      }
    } finally {
      for (Socket each : crowd) {
        each.close();
      }
    }
  }

  private static Socket crowdedBy(int port, String start) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    try {
      socket.getOutputStream().write(start.getBytes(US_ASCII));
    } catch (IOException _) {
      // One too many, which it has heard already.
    }
    return socket;
  }
}
