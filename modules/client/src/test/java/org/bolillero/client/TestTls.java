package org.bolillero.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bolillero.client.Dialer.Streams;
import org.bolillero.pki.testing.TestAuthority;
import org.bolillero.pki.testing.TestFiles;
import org.bolillero.pki.testing.WantedCertificate;
import org.bolillero.tls.TlsContext;
import org.bolillero.tls.TlsFileException;
import org.bolillero.tls.TlsFiles;
import org.bolillero.tls.TlsStream;

/** An authority, and an office and agencies that show its certificates, good or wrong. */
final class TestTls {
  private static final long HANDSHAKE_MILLIS = 20_000;

  private final TestAuthority authority = TestAuthority.named("lottery");
  private final Path folder;

  /** What agencies have shown. */
  private final List<X509Certificate> shown = new CopyOnWriteArrayList<>();

  /** The authority's certificate; agencies trust it. */
  private final Path ca;

  TestTls(Path folder) throws IOException {
    this.folder = folder;
    this.ca = authority.writeTo(folder, "ca");
  }

  /** What agencies have shown in handshakes that went well, one after another. */
  List<X509Certificate> shown() {
    return shown;
  }

  TestAuthority authority() {
    return authority;
  }

  /** An office that shows a good certificate. */
  TestOffice office() throws IOException, TlsFileException {
    return office(authority.office("localhost", "127.0.0.1"));
  }

  /** An office that shows this certificate. */
  TestOffice office(WantedCertificate certificate) throws IOException, TlsFileException {
    return new TestOffice(opening(certificate));
  }

  /** How an office opens its connections that shows this certificate. */
  TestOffice.Opening opening(WantedCertificate certificate) throws IOException, TlsFileException {
    TestFiles own = certificate.issue().writeTo(folder, "office");
    TlsContext context = TlsContext.ofOffice(files(own, Optional.empty()));
    return socket -> accept(context, socket);
  }

  /** An office with a good certificate that heeds the revocations up to now. */
  TestOffice strictOffice() throws IOException, TlsFileException {
    TestFiles own = authority.office("localhost", "127.0.0.1").issue().writeTo(folder, "office");
    Path revocations = authority.writeRevocations(folder, "crl");
    TlsContext context = TlsContext.ofOffice(files(own, Optional.of(revocations)));
    return new TestOffice(socket -> accept(context, socket));
  }

  private TlsFiles files(TestFiles own, Optional<Path> revocations) {
    return new TlsFiles(own.certificate(), own.key(), ca, revocations);
  }

  private Streams accept(TlsContext context, Socket socket) throws IOException {
    TlsStream stream = context.accept(socket);
    stream.handshake(() -> HANDSHAKE_MILLIS);
    shown.add(stream.peer().getFirst());
    socket.setSoTimeout(0);
    return new Streams(stream.in(), stream.out());
  }

  /** The options of an agency that shows a good certificate. */
  List<String> options() {
    return options(authority.agency(TestAgency.ID));
  }

  /** The options of an agency that shows this certificate. */
  List<String> options(WantedCertificate certificate) {
    try {
      return options(certificate.issue().writeTo(folder, "agency"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<String> options(TestFiles own) {
    return List.of("--tls-cert=" + own.certificate(), "--tls-key=" + own.key(), "--tls-ca=" + ca);
  }

  /** What an agency is started with that shows a good certificate. */
  AgencySettings settings(ServerAddress office, String... more) {
    return settings(office.toString(), more);
  }

  /** Of an agency of several offices. */
  AgencySettings settings(String servers, String... more) {
    List<String> all = new ArrayList<>(options());
    all.addAll(List.of("--id=" + TestAgency.ID, "--server=" + servers));
    all.addAll(List.of(more));
    return AgencySettings.of(all.toArray(String[]::new));
  }

  /** What such an agency lays over its connections. */
  Dialer.Layer layer() throws Exception {
    return settings(new ServerAddress("localhost", 1)).tls().layer();
  }
}
