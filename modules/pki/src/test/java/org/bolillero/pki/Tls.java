package org.bolillero.pki;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertPathValidator;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bolillero.console.ExitCode;
import org.bolillero.console.Program;

/**
 * What a command {@code tls} has done in this JVM, and what the JDK says of the files.
 *
 * @param exitCode the code that the program would end with
 * @param out what was written to standard output
 * @param err what was written to standard error
 */
record Tls(int exitCode, String out, String err) {
  static Tls run(Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] words = new String[arguments.length];
    for (int i = 0; i < words.length; i++) {
      words[i] = arguments[i].toString();
    }
    int exitCode =
        Program.run(new TlsCommand(), Map.of(), new PrintWriter(out), new PrintWriter(err), words);
    return new Tls(exitCode, out.toString(), err.toString());
  }

  /** Runs what succeeds without a word of complaint. */
  static String ok(Object... arguments) {
    Tls run = run(arguments);
    assertEquals("", run.err());
    assertEquals(ExitCode.OK.code(), run.exitCode());
    return run.out();
  }

  /** Runs what fails in one line, and returns that line. */
  static String failed(ExitCode exitCode, Object... arguments) {
    Tls run = run(arguments);
    assertEquals(exitCode.code(), run.exitCode(), run.err());
    assertEquals("", run.out());
    assertEquals(1, run.err().lines().count(), run.err());
    return run.err().strip();
  }

  static X509Certificate certificate(Path file) throws Exception {
    try (InputStream in = Files.newInputStream(file)) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }

  static X509CRL revocations(Path file) throws Exception {
    try (InputStream in = Files.newInputStream(file)) {
      return (X509CRL) CertificateFactory.getInstance("X.509").generateCRL(in);
    }
  }

  /** Has the JDK check a certificate against an authority and its list, as an office does. */
  static void check(Path authority, Path file) throws Exception {
    var factory = CertificateFactory.getInstance("X.509");
    var anchor = new TrustAnchor(certificate(authority.resolve("ca.pem")), null);
    var rules = new PKIXParameters(Set.of(anchor));
    rules.addCertStore(
        CertStore.getInstance(
            "Collection",
            new CollectionCertStoreParameters(List.of(revocations(authority.resolve("crl.pem"))))));
    CertPathValidator.getInstance("PKIX")
        .validate(factory.generateCertPath(List.of(certificate(file))), rules);
  }
}
