package org.bolillero.pki;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What this module makes, OpenSSL understands in the same way. */
final class OpensslTest {
  @TempDir private Path folder;

  @BeforeEach
  void makeAuthority() throws Exception {
    assumeTrue(isThere(), "openssl is not installed");
    Tls.ok("init", folder, "--office", "office.example", "192.0.2.7");
    Tls.ok("agency", folder, "5");
    Tls.ok("official", folder, "ana");
  }

  @Test
  void itAgreesOnWhatIsGoodForWhat() throws Exception {
    verify("sslserver", "office.pem");
    verify("sslclient", "agency-5.pem");
    verify("sslclient", "official-ana.pem");
    assertNotEquals(0, openssl(arguments("sslclient", "office.pem")).exitCode());
    assertNotEquals(0, openssl(arguments("sslserver", "agency-5.pem")).exitCode());
    verify("sslserver", "office.pem", "-verify_hostname", "office.example");
    verify("sslserver", "office.pem", "-verify_ip", "192.0.2.7");
  }

  @Test
  void itAgreesOnWhatIsRevokedAndRenewed() throws Exception {
    Tls.ok("renew", folder, folder.resolve("official-ana.pem"), folder.resolve("ca.pem"));
    Tls.ok("revoke", folder, folder.resolve("agency-5.pem"));

    verify("sslclient", "official-ana.pem");
    Openssl revoked = openssl(arguments("sslclient", "agency-5.pem"));
    assertNotEquals(0, revoked.exitCode());
    assertTrue(revoked.output().contains("certificate revoked"), revoked.output());
  }

  @Test
  void itReadsTheSameFields() throws Exception {
    String text = openssl("x509", "-noout", "-text", "-in", file("agency-5.pem")).output();
    assertTrue(text.contains("URI:urn:bolillero:agency:5\n"), text);
    assertTrue(text.contains("TLS Web Client Authentication\n"), text);
    assertTrue(text.contains("CA:FALSE\n"), text);
    assertTrue(text.contains("NIST CURVE: P-256\n"), text);
    String key = openssl("pkey", "-noout", "-check", "-in", file("agency-5.key")).output();
    assertTrue(key.contains("Key is valid"), key);
    assertEquals(
        openssl("pkey", "-pubout", "-in", file("agency-5.key")).output(),
        openssl("x509", "-pubkey", "-noout", "-in", file("agency-5.pem")).output());
  }

  private void verify(String purpose, String name, String... more) throws Exception {
    String[] all = arguments(purpose, name, more);
    Openssl run = openssl(all);
    assertEquals(new Openssl(0, file(name) + ": OK\n"), run);
  }

  private String[] arguments(String purpose, String name, String... more) {
    List<String> all = new ArrayList<>(List.of("verify", "-x509_strict", "-crl_check"));
    all.addAll(List.of("-CAfile", file("ca.pem"), "-CRLfile", file("crl.pem")));
    all.addAll(List.of("-purpose", purpose));
    all.addAll(List.of(more));
    all.add(file(name));
    return all.toArray(new String[0]);
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  private record Openssl(int exitCode, String output) {}

  private static Openssl openssl(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertTrue(process.waitFor(1, TimeUnit.MINUTES));
    return new Openssl(process.exitValue(), output);
  }

  private static boolean isThere() throws Exception {
    try {
      return openssl("version").exitCode() == 0;
    } catch (IOException _) {
      return false;
    }
  }
}
