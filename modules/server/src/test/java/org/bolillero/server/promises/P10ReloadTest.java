package org.bolillero.server.promises;

import static org.bolillero.fuzz.Patience.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.Certificate;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLSocket;
import org.bolillero.office.OfficeEvent;
import org.bolillero.office.testing.Background;
import org.bolillero.office.testing.TestBets;
import org.bolillero.pki.testing.TestCertificate;
import org.bolillero.protocol.ErrorCode;
import org.bolillero.protocol.Request;
import org.bolillero.protocol.Response;
import org.bolillero.server.CentralOffice;
import org.bolillero.server.LoggedConnections;
import org.bolillero.server.OfficeSetup;
import org.bolillero.server.TestAgency;
import org.bolillero.server.TestPapers;
import org.bolillero.tls.TlsFileException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates are replaced and revoked while the office runs, and count at once. */
class P10ReloadTest {
  @TempDir Path folder;

  private final LoggedConnections log = new LoggedConnections();
  private TestPapers papers;
  private CentralOffice office;

  @BeforeEach
  void open() throws Exception {
    papers = new TestPapers(folder);
    office = log.open(papers.secure(new OfficeSetup(folder.resolve("office"), 3)));
  }

  @AfterEach
  void close() throws Exception {
    office.close();
  }

  @Test
  void aRevokedAgencyIsHungUpAndTheOthersGoOn() throws Exception {
    TestCertificate stolen = papers.authority().agency(1).issue();
    try (TestAgency first = TestPapers.greet(papers.agency(office.port(), 1, stolen));
        TestAgency second = papers.greeted(office.port(), 2)) {
      first.submit(TestBets.of(1, 2, 0));
      papers.revoke(stolen);
      office.reload();
      String text = first.receiveError(ErrorCode.FORBIDDEN);
      assertTrue(text.startsWith("the certificate is not good any more: "), text);
      assertTrue(text.contains("revoked"), text);
      assertEquals(3, second.submit(TestBets.of(2, 3, 0)).stored());
      assertTrue(log.events().contains(new OfficeEvent.CertificatesReloaded(1)));
    }
    try (TestAgency again = papers.agency(office.port(), 1, stolen)) {
      again.sendIfOpen(again.hello());
      assertThrows(IOException.class, again::receive);
    }
    try (TestAgency renewed = papers.agency(office.port(), 1)) {
      assertEquals(2, renewed.ask(renewed.hello(), Response.Welcome.class).stored());
    }
  }

  @Test
  void aRevokedAgencyThatWaitsForTheDrawIsHungUp() throws Exception {
    TestCertificate stolen = papers.authority().agency(1).issue();
    try (TestAgency waiting = TestPapers.greet(papers.agency(office.port(), 1, stolen))) {
      waiting.finish();
      waiting.send(new Request.AskWinners(true), new Request.Ping(ByteBuffer.allocate(1)));
      papers.revoke(stolen);
      office.reload();
      waiting.receiveError(ErrorCode.FORBIDDEN);
    }
  }

  @Test
  void aBadFileKeepsWhatWasInForce() throws Exception {
    String good = Files.readString(papers.file("office.pem"));
    try (TestAgency before = papers.greeted(office.port(), 1)) {
      for (String bad : List.of("", "nothing", good.substring(0, good.length() / 2))) {
        Files.writeString(papers.file("office.pem"), bad);
        TlsFileException e = assertThrows(TlsFileException.class, office::reload);
        assertTrue(String.valueOf(e.getMessage()).contains("office.pem"), e::getMessage);
        OfficeEvent last = log.events().getLast();
        assertEquals(new OfficeEvent.CertificatesNotReloaded(String.valueOf(e.getMessage())), last);
        papers.greeted(office.port(), 2).close();
      }
      before.submit(TestBets.of(1, 1, 0));
    }
  }

  @Test
  void aNewCertificateIsShownToNewConnections() throws Exception {
    try (TestAgency before = papers.greeted(office.port(), 1)) {
      Certificate old = shown(before);
      papers.writeOffice(papers.authority().office("localhost", "127.0.0.1"));
      assertTrue(office.reload().stream().anyMatch(each -> each.file().endsWith("office.pem")));
      try (TestAgency after = papers.greeted(office.port(), 2)) {
        assertTrue(!old.equals(shown(after)));
      }
      assertEquals(1, before.submit(TestBets.of(1, 1, 0)).stored());
    }
  }

  private static Certificate shown(TestAgency agency) throws IOException {
    return ((SSLSocket) agency.socket()).getSession().getPeerCertificates()[0];
  }

  @Test
  void agenciesOfAnAuthorityThatIsReplacedAreHungUp() throws Exception {
    TestPapers others = new TestPapers(Files.createDirectory(folder.resolve("others")));
    try (TestAgency before = papers.greeted(office.port(), 1)) {
      for (String each : List.of("ca.pem", "crl.pem")) {
        Files.write(papers.file(each), Files.readAllBytes(others.file(each)));
      }
      office.reload();
      before.receiveError(ErrorCode.FORBIDDEN);
    }
  }

  @Test
  void agenciesDeliverWhileCertificatesAreReplaced() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    Background<?> reloading =
        Background.run(() -> {
          while (!done.get()) {
            papers.authority().writeRevocations(folder, "new");
            Files.move(
                papers.file("new.pem"), papers.file("crl.pem"), StandardCopyOption.ATOMIC_MOVE);
            office.reload();
          }
        });
    for (int i = 0; i < 20; i++) {
      try (TestAgency agency = papers.agency(office.port(), 1)) {
        assertEquals(i, agency.ask(agency.hello(), Response.Welcome.class).stored());
        agency.ask(new Request.Batch(i, TestBets.of(1, 1, 0)), Response.Stored.class);
      }
    }
    await().until(() -> log.count(OfficeEvent.CertificatesReloaded.class) > 3);
    done.set(true);
    reloading.await();
    assertEquals(0, log.count(OfficeEvent.ConnectionRefused.class));
  }

  @Test
  void anOfficeWithoutCertificatesHasNothingToReload() throws Exception {
    try (CentralOffice plain = new OfficeSetup(folder.resolve("plain"), 1).open()) {
      TlsFileException e = assertThrows(TlsFileException.class, plain::reload);
      assertTrue(String.valueOf(e.getMessage()).startsWith("tls-cert: "), e::getMessage);
    }
  }
}
