package org.bolillero.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bolillero.integration.Programs.Running;
import org.bolillero.tls.TlsContext;
import org.bolillero.tls.TlsFileException;
import org.bolillero.tls.TlsFiles;
import org.bolillero.tls.TlsStream;

/**
 * An authority that is kept with the program's own commands {@code bolillero tls …}, as a small
 * office does, in a folder that the office reads, too.
 */
record Authority(Programs programs, Path folder) {
  private static final long PATIENCE_MILLIS = 120_000;

  /** A new one, with certificates of an office on this machine and of the agencies 1 to N. */
  static Authority init(Programs programs, Path folder, int agencies)
      throws IOException, InterruptedException {
    Authority made = new Authority(programs, folder);
    made.types("init", "--office", "localhost,127.0.0.1");
    made.types("agency", "1-" + agencies);
    return made;
  }

  /** Types a command about this authority, which must go well. */
  void types(String command, String... arguments) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of("tls", command, folder.toString()));
    all.addAll(Arrays.asList(arguments));
    Running run = programs.run(all.toArray(String[]::new));
    assertEquals(0, run.exitCode(), run::log);
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  /** An agency whose key was stolen gets another one, and the office is to trust it no more. */
  void replaceStolen(int agency) throws IOException, InterruptedException {
    String holder = "agency-" + agency;
    types("revoke", file(holder + ".pem").toString());
    for (String ending : List.of(".pem", ".key")) {
      Files.move(file(holder + ending), file("stolen-" + holder + ending));
    }
    types("agency", Integer.toString(agency));
  }

  /** The options of the office. */
  String[] office(String... more) {
    List<String> all = new ArrayList<>(List.of(holder("office")));
    all.add("--tls-crl=" + file("crl.pem"));
    all.addAll(Arrays.asList(more));
    return all.toArray(String[]::new);
  }

  /** The options of whoever has the certificate in {@code NAME.pem}. */
  String[] holder(String name, String... more) {
    List<String> all = new ArrayList<>();
    all.add("--tls-cert=" + file(name + ".pem"));
    all.add("--tls-key=" + file(name + ".key"));
    all.add("--tls-ca=" + file("ca.pem"));
    all.addAll(Arrays.asList(more));
    return all.toArray(String[]::new);
  }

  /** What the holder of a certificate speaks with. */
  TlsContext context(String holder) throws TlsFileException {
    return TlsContext.ofClient(
        new TlsFiles(
            file(holder + ".pem"), file(holder + ".key"), file("ca.pem"), Optional.empty()));
  }

  /** The certificate that an office shows to a new connection of agency 1. */
  X509Certificate shown(int port) throws IOException, TlsFileException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      TlsStream stream = context("agency-1").connect(socket, "localhost", port);
      stream.handshake(() -> PATIENCE_MILLIS);
      return stream.peer().getFirst();
    }
  }
}
