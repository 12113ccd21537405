package org.bolillero.tls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.bolillero.fuzz.Patience;
import org.bolillero.fuzz.Seed;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The other end is openssl, where it is installed. */
final class OpenSslTest {
  @TempDir Path folder;
  private Papers papers;

  @BeforeEach
  void prepare() throws Exception {
    assumeTrue(isInstalled(), "needs openssl");
    papers = new Papers(folder);
  }

  private static boolean isInstalled() throws InterruptedException {
    try {
      return new ProcessBuilder("openssl", "version").start().waitFor() == 0;
    } catch (IOException _) {
      return false;
    }
  }

  @Test
  void itsClientUnderstandsOurOffice() {
    Seed.run(random -> {
      byte[] bytes = new byte[1 + random.nextInt(200_000)];
      random.nextBytes(bytes);
      TlsContext office = papers.office();
      try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        TlsFiles files = papers.of(papers.agency);
        Process client = start("s_client", "-connect", address(server), files);
        try (Socket plain = server.accept()) {
          TlsStream stream = office.accept(plain);
          stream.handshake(Pair.LONG_ENOUGH);
          assertEquals(new Identity.Agency(5), Identity.of(stream.peer().getFirst()));
          Future<Void> typing = type(client, bytes);
          assertArrayEquals(bytes, stream.in().readNBytes(bytes.length));
          typing.get();
          stream.out().write(bytes);
          assertArrayEquals(bytes, client.getInputStream().readNBytes(bytes.length));
          stream.endOutput();
          assertEquals(0, client.waitFor());
        } finally {
          client.destroyForcibly();
        }
      }
    });
  }

  @Test
  void itsServerUnderstandsOurClient() {
    Seed.run(random -> {
      byte[] bytes = new byte[1 + random.nextInt(200_000)];
      random.nextBytes(bytes);
      String address = freeAddress();
      Process server = start("s_server", "-accept", address, papers.officeFiles());
      try (Socket plain = Patience.await().until(() -> connect(address), Socket::isConnected)) {
        TlsStream stream = papers.agency().connect(plain, "127.0.0.1", plain.getPort());
        stream.handshake(Pair.LONG_ENOUGH);
        stream.out().write(bytes);
        assertArrayEquals(bytes, server.getInputStream().readNBytes(bytes.length));
        type(server, bytes).get();
        assertArrayEquals(bytes, stream.in().readNBytes(bytes.length));
        stream.endOutput();
      } finally {
        server.destroyForcibly();
      }
    });
  }

  /** Its own idea of what is sent is the same. */
  @Test
  void itAcceptsOurCertificateOfAnAgency() throws Exception {
    TlsFiles files = papers.of(papers.agency);
    Process verify =
        new ProcessBuilder(
                "openssl",
                "verify",
                "-purpose",
                "sslclient",
                "-CAfile",
                files.authority().toString(),
                files.certificate().toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(verify.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(said.contains(": OK"), said);
  }

  private static String address(ServerSocket server) {
    return "127.0.0.1:" + server.getLocalPort();
  }

  private static Process start(String kind, String option, String address, TlsFiles files)
      throws IOException {
    List<String> command =
        new ArrayList<>(List.of("openssl", kind, option, address, "-quiet", "-tls1_3"));
    command.addAll(List.of("-cert", files.certificate().toString()));
    command.addAll(List.of("-key", files.key().toString()));
    command.addAll(List.of("-CAfile", files.authority().toString()));
    if (kind.equals("s_server")) {
      command.addAll(List.of("-Verify", "1", "-verify_return_error", "-naccept", "1"));
    }
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  private static String freeAddress() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return address(server);
    }
  }

  /** A socket that is not connected while nobody listens there. */
  private static Socket connect(String address) {
    String port = address.substring(address.indexOf(':') + 1);
    try {
      return new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(port));
    } catch (IOException _) {
      return new Socket();
    }
  }

  private static Future<Void> type(Process process, byte[] bytes) {
    return Pair.inBackground(() -> {
      process.getOutputStream().write(bytes);
      process.getOutputStream().flush();
      return null;
    });
  }
}
