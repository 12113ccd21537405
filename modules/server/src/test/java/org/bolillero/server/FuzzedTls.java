package org.bolillero.server;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.bolillero.office.OfficeListener;
import org.bolillero.pki.testing.TestFiles;
import org.bolillero.tls.TlsContext;
import org.bolillero.tls.TlsFileException;
import org.bolillero.tls.TlsFiles;

/** TLS, with good certificates for everybody, which are made once. */
final class FuzzedTls implements FuzzedWire {
  private static final int AGENCIES = 2;
  private static final int HANDSHAKES_MAX = 4;
  private static final Duration HANDSHAKE_TIMEOUT = Duration.ofSeconds(10);

  private final TlsContext office;
  private final TlsContext[] agencies = new TlsContext[AGENCIES];

  FuzzedTls() {
    try {
      Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "tls");
      TestPapers papers = new TestPapers(folder);
      office =
          TlsContext.ofOffice(
              new TlsFiles(
                  papers.file("office.pem"),
                  papers.file("office.key"),
                  papers.file("ca.pem"),
                  Optional.of(papers.file("crl.pem"))));
      for (int i = 0; i < AGENCIES; i++) {
        TestFiles files = papers.filesOf(i + 1);
        agencies[i] =
            TlsContext.ofClient(
                new TlsFiles(
                    files.certificate(), files.key(), papers.file("ca.pem"), Optional.empty()));
      }
    } catch (IOException | TlsFileException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Transport ofOffice(Platform platform, OfficeListener listener) {
    Handshakes handshakes =
        new Handshakes(HANDSHAKES_MAX, HANDSHAKES_MAX, HANDSHAKE_TIMEOUT, platform);
    return new TlsTransport(office, handshakes, () -> {}, listener);
  }

  @Override
  public Socket ofAgency(SimulatedSocket socket, int agency) throws SocketException {
    return new SecuredSocket(socket, agencies[agency - 1].connect(socket, "localhost", 1));
  }

  @Override
  public boolean isSecure() {
    return true;
  }
}
