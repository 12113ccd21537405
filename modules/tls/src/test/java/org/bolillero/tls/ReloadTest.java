package org.bolillero.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.CertificateException;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bolillero.pki.testing.TestCertificate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are loaded again while an office runs. */
final class ReloadTest {
  @TempDir Path folder;
  private Papers papers;
  private TlsFiles files;

  @BeforeEach
  void prepare() throws Exception {
    papers = new Papers(folder);
    TlsFiles some = papers.officeFiles();
    Path list = papers.authority.writeRevocations(folder, "crl");
    files = new TlsFiles(some.certificate(), some.key(), some.authority(), Optional.of(list));
  }

  @Test
  void aConnectionThatIsOpenStaysAndIsFoundRevoked() throws Exception {
    TlsContext office = TlsContext.ofOffice(files);
    try (Pair pair = Pair.open(office, papers.agency())) {
      office.check(pair.office.peer());
      papers.authority.revoke(papers.agency);
      papers.authority.writeRevocations(folder, "crl");
      office.check(pair.office.peer());
      office.reload();
      CertificateException refusal =
          assertThrows(CertificateException.class, () -> office.check(pair.office.peer()));
      assertTrue(
          String.valueOf(refusal.getMessage())
              .startsWith("the certificate of CN=agency 5 (urn:bolillero:agency:5): was revoked"));
      pair.office.out().write(1);
      assertEquals(1, pair.client.in().read());
    }
  }

  /** A client that comes again resumes its session if it may. */
  @Test
  void aResumedSessionDoesNotOutliveARevocation() throws Exception {
    TlsContext office = TlsContext.ofOffice(files);
    TlsContext agency = papers.agency();
    for (int i = 0; i < 3; i++) {
      talk(office, agency);
    }
    papers.authority.revoke(papers.agency);
    papers.authority.writeRevocations(folder, "crl");
    office.reload();
    try (Pair pair = Pair.begin(office, agency, "localhost")) {
      Future<Void> handshake = pair.officeHandshake();
      pair.client.handshake(Pair.LONG_ENOUGH);
      assertThrows(TlsException.class, pair.client.in()::read);
      pair.plain.client().close();
      Pair.failure(TlsException.class, handshake);
    }
  }

  private static void talk(TlsContext office, TlsContext agency) throws Exception {
    try (Pair pair = Pair.open(office, agency)) {
      pair.office.out().write(1);
      assertEquals(1, pair.client.in().read());
    }
  }

  @Test
  void aBadFileLeavesAllAsItWas() throws Exception {
    TlsContext office = TlsContext.ofOffice(files);
    Files.writeString(files.authority(), "nothing");
    assertThrows(TlsFileException.class, office::reload);
    Pair.open(office, Papers.client(papers.of(papers.agency, copyOfAuthority()))).close();
    assertEquals(3, office.facts().size());
  }

  private Path copyOfAuthority() throws Exception {
    return papers.authority.writeTo(folder, "copy");
  }

  @Test
  void connectionsAreMadeMeanwhile() throws Exception {
    TlsContext office = TlsContext.ofOffice(files);
    TlsContext agency = papers.agency();
    AtomicBoolean isOver = new AtomicBoolean();
    Future<Integer> reloading =
        Pair.inBackground(() -> {
          int count = 0;
          while (!isOver.get() || count == 0) {
            replace(papers.authority.office("localhost").issue());
            office.reload();
            count++;
          }
          return count;
        });
    for (int i = 0; i < 15; i++) {
      talk(office, agency);
    }
    isOver.set(true);
    assertTrue(reloading.get() > 0);
  }

  private void replace(TestCertificate certificate) throws Exception {
    TlsFiles made = papers.of(certificate);
    Files.move(made.certificate(), files.certificate(), StandardCopyOption.REPLACE_EXISTING);
    Files.move(made.key(), files.key(), StandardCopyOption.REPLACE_EXISTING);
  }

  @Test
  void whoKeepsAnSslContextGoesWithIt() throws Exception {
    TlsContext office = TlsContext.ofOffice(files);
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(office.sslContext()));
    server.createContext("/", exchange -> exchange.sendResponseHeaders(204, -1));
    server.start();
    URI address = URI.create("https://localhost:" + server.getAddress().getPort() + "/");
    try {
      assertEquals(204, get(address));
      papers.authority.revoke(papers.agency);
      papers.authority.writeRevocations(folder, "crl");
      office.reload();
      assertThrows(IOException.class, () -> get(address)); // An alert, or the reset behind it.
    } finally {
      server.stop(0);
    }
  }

  private int get(URI address) throws Exception {
    try (HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(papers.agency().sslContext())
            .build()) {
      HttpRequest request = HttpRequest.newBuilder(address).build();
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
  }
}
