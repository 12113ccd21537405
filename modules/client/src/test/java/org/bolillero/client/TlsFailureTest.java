package org.bolillero.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bolillero.console.ExitCode;
import org.bolillero.pki.testing.TestAuthority;
import org.bolillero.pki.testing.TestCertificate;
import org.bolillero.pki.testing.WantedCertificate;
import org.bolillero.protocol.ErrorCode;
import org.bolillero.protocol.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each failure of TLS is one line that says what to do, and an exit code. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TlsFailureTest {
  private static final String OWN = "the certificate of CN=agency 1 (urn:bolillero:agency:1)";
  private static final String NOT_ACCEPTED =
      "the office does not accept "
          + OWN
          + " (alert certificate_unknown): it may be of another authority, expired or revoked, and"
          + " the office's log says why";

  @TempDir private Path folder;
  private TestTls tls;

  @BeforeEach
  void makeAuthority() throws Exception {
    tls = new TestTls(folder);
  }

  @Test
  void anOfficeThatSpeaksNoTls() throws Exception {
    try (TestOffice office = new TestOffice()) {
      assertUnreachable(
          office, "expected a handshake of TLS, found the connection closed", tls.options());
      office.next(
          peer -> peer.send(new Response.Failure(ErrorCode.MALFORMED, "frame length: too long")));
      assertUnreachable(
          office, "expected TLS 1.3, found a message of Bolillero without TLS", tls.options());
    }
  }

  @Test
  void anOfficeThatWantsTls() throws Exception {
    try (TestOffice office = tls.office()) {
      assertUnreachable(
          office, "the office wants TLS: give --tls-cert, --tls-key and --tls-ca", List.of());
    }
  }

  @Test
  void anOfficeOfAnotherAuthority() throws Exception {
    TestAuthority other = TestAuthority.named("another");
    assertUnreachable(
        other.office("localhost", "127.0.0.1"),
        "the certificate of CN=office (localhost, 127.0.0.1): expected one by an authority of "
            + folder.resolve("ca.pem")
            + ", found one by CN=another");
  }

  @Test
  void anOfficeWhoseCertificateHasExpired() throws Exception {
    assertUnreachable(
        tls.authority().office("127.0.0.1").expired(),
        "the certificate of CN=office (127.0.0.1): has expired at TIME");
  }

  @Test
  void anOfficeWithAnotherName() throws Exception {
    assertUnreachable(
        tls.authority().office("localhost", "office.example"),
        "the certificate of CN=office (localhost, office.example): expected one for '127.0.0.1',"
            + " found one for localhost, office.example");
  }

  @Test
  void anAgencyThatPretendsToBeAnOffice() throws Exception {
    assertUnreachable(
        tls.authority().agency(2).name("127.0.0.1"),
        "the certificate of CN=agency 2 (urn:bolillero:agency:2, 127.0.0.1): expected the extended"
            + " key usage serverAuth, found clientAuth");
  }

  @Test
  void aCertificateThatTheOfficeDoesNotTrust() throws Exception {
    WantedCertificate own = TestAuthority.named("another").agency(TestAgency.ID);
    try (TestOffice office = tls.office()) {
      assertEnd(ExitCode.REFUSED, NOT_ACCEPTED, office, tls.options(own));
    }
  }

  @Test
  void aCertificateThatIsRevoked() throws Exception {
    var own = tls.authority().agency(TestAgency.ID).issue();
    tls.authority().revoke(own);
    try (TestOffice office = tls.strictOffice()) {
      assertEnd(ExitCode.REFUSED, NOT_ACCEPTED, office, tls.options(own.writeTo(folder, "agency")));
    }
  }

  @Test
  void aCertificateThatIsForbidden() throws Exception {
    try (TestOffice office = tls.office()) {
      office.next(peer -> peer.send(new Response.Failure(ErrorCode.FORBIDDEN, "of agency 2")));
      assertEnd(ExitCode.REFUSED, "the office says FORBIDDEN: of agency 2", office, tls.options());
    }
  }

  @Test
  void aCertificateOfItsOwnThatHasExpired() throws Exception {
    try (TestOffice office = tls.office()) {
      List<String> expired = tls.options(tls.authority().agency(1).expired());
      assertEnd(
          ExitCode.BAD_INPUT,
          folder.resolve("agency.pem") + ": " + OWN + ": has expired at TIME",
          office,
          expired);
    }
  }

  @Test
  void aFileThatIsNotThereOrIsAnotherOne() throws Exception {
    try (TestOffice office = tls.office()) {
      List<String> good = tls.options();
      Path text = Files.writeString(folder.resolve("text.pem"), "hello\n");
      Path none = folder.resolve("none.pem");
      assertEnd(
          ExitCode.BAD_INPUT,
          none + ": expected a certificate in PEM, found no such file",
          office,
          List.of("--tls-cert=" + none, good.get(1), good.get(2)));
      assertEnd(
          ExitCode.BAD_INPUT,
          text + ": expected a certificate in PEM, found no PEM",
          office,
          List.of("--tls-cert=" + text, good.get(1), good.get(2)));
      assertEnd(
          ExitCode.BAD_INPUT,
          text + ": expected certificates of authorities in PEM, found no PEM",
          office,
          List.of(good.get(0), good.get(1), "--tls-ca=" + text));
    }
  }

  @Test
  void aKeyThatOthersCanRead() throws Exception {
    try (TestOffice office = tls.office()) {
      var own = tls.authority().agency(1).issue();
      List<String> options = tls.options(own.writeTo(folder, "agency"));
      own.writeKey(folder.resolve("agency.key"), "rw-r-----");
      assertEnd(
          ExitCode.BAD_INPUT,
          folder.resolve("agency.key")
              + ": expected a key that only its owner may read and write, found rw-r-----;"
              + " chmod 600 mends it",
          office,
          options);
    }
  }

  @Test
  void someOfTheThreeSettings() throws Exception {
    try (TestOffice office = tls.office()) {
      for (String only : tls.options()) {
        assertEnd(
            ExitCode.USAGE,
            "expected --tls-cert, --tls-key and --tls-ca, or none of them; found only " + only,
            office,
            List.of(only));
      }
    }
  }

  @Test
  void anOfficeThatIsTooOldForTls13() throws Exception {
    TestCertificate good = tls.authority().office("127.0.0.1").issue();
    try (TestOffice office = new TestOffice(CarelessTls.with(good, "TLSv1.2"))) {
      assertUnreachable(
          office, "the office does not speak TLS 1.3 (alert protocol_version)", tls.options());
    }
  }

  private void assertUnreachable(WantedCertificate ofOffice, String problem) throws Exception {
    try (TestOffice office = new TestOffice(CarelessTls.with(ofOffice.issue(), "TLSv1.3"))) {
      assertUnreachable(office, problem, tls.options());
    }
  }

  private static void assertUnreachable(TestOffice office, String problem, List<String> options) {
    assertEnd(ExitCode.UNREACHABLE, office.address() + ": " + problem, office, options);
  }

  private static void assertEnd(
      ExitCode exitCode, String problem, TestOffice office, List<String> options) {
    List<String> arguments = new ArrayList<>(options);
    arguments.add(office.address().toString());
    CommandRun run = CommandRun.of(new PingCommand(), Map.of(), arguments.toArray(String[]::new));
    String err = run.err().replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:]+Z", "TIME");
    assertEquals(
        CommandRun.expected(exitCode, "", problem), new CommandRun(run.exitCode(), run.out(), err));
  }
}
