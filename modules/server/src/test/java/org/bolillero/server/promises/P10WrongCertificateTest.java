package org.bolillero.server.promises;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import org.bolillero.office.testing.TestBets;
import org.bolillero.pki.testing.KeyKind;
import org.bolillero.pki.testing.TestAuthority;
import org.bolillero.pki.testing.TestCertificate;
import org.bolillero.pki.testing.WantedCertificate;
import org.bolillero.protocol.ErrorCode;
import org.bolillero.protocol.Response;
import org.bolillero.server.Answers;
import org.bolillero.server.CentralOffice;
import org.bolillero.server.LoggedConnections;
import org.bolillero.server.OfficeSetup;
import org.bolillero.server.TestAgency;
import org.bolillero.server.TestPapers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Nobody speaks for an agency but the agency: whoever has another certificate is told so, a line
 * says what was wrong with it, and nothing is stored.
 */
class P10WrongCertificateTest {
  private static final String URN = "urn:bolillero:";

  @TempDir private static Path folder;

  private static final LoggedConnections LOG = new LoggedConnections();
  private static TestPapers papers;
  private static CentralOffice office;

  /** Each comes from an address of its own, as each has a line of its own. */
  private static int strangers;

  @BeforeAll
  static void open() throws Exception {
    papers = new TestPapers(folder);
    office = LOG.open(papers.secure(new OfficeSetup(folder.resolve("office"), 2)));
  }

  @AfterAll
  static void close() throws Exception {
    office.close();
  }

  @AfterEach
  void nothingIsStored() throws Exception {
    try (TestAgency good = papers.agency(office.port(), 1)) {
      assertEquals(0, good.ask(good.hello(), Response.Welcome.class).stored());
    }
  }

  static Stream<Arguments> wrongCertificates() {
    return Stream.of(
        wrong("of another authority", ca -> other("other").agency(1), "found one by CN=other"),
        wrong("of an authority of this name", ca -> other("authority").agency(1), "signature"),
        wrong("signed by itself", ca -> ca.agency(1).selfSigned(), "found one by itself"),
        wrong("signed by somebody else", ca -> ca.agency(1).forged(), "found another signature"),
        wrong("expired", ca -> ca.agency(1).expired(), "has expired at"),
        wrong("not yet valid", ca -> ca.agency(1).notYetValid(), "is not valid before"),
        wrong("an office's", ca -> named(ca).forServer(), "clientAuth"),
        wrong("for another use", ca -> ca.agency(1).forOtherUse(), "clientAuth"),
        wrong("for no use", ca -> ca.agency(1).withoutPurpose(), "clientAuth, found none"),
        wrong("not for signing", ca -> ca.agency(1).withoutSigning(), "digitalSignature"),
        wrong("signed weakly", ca -> ca.agency(1).weaklySigned(), "SHA1"),
        wrong("with a short key", ca -> ca.agency(1).key(KeyKind.RSA_1024), "RSA with 1024 bits"),
        wrong("of an expired branch", ca -> branch(ca, true).agency(1), "has expired at"),
        wrong("made by an agency", P10WrongCertificateTest::byAgency, "agency 2"));
  }

  private static Arguments wrong(
      String what, Function<TestAuthority, WantedCertificate> made, String logged) {
    return Arguments.of(what, made, logged);
  }

  private static TestAuthority other(String name) {
    return TestAuthority.named(name);
  }

  private static WantedCertificate named(TestAuthority authority) {
    return authority.certificate("agency 1").uri(URN + "agency:1");
  }

  private static TestAuthority branch(TestAuthority authority, boolean isExpired) {
    WantedCertificate own = authority.certificate("branch").asAuthority();
    return authority.below(isExpired ? own.expired() : own);
  }

  /** Agency 2 uses its own certificate as if it were an authority's. */
  private static WantedCertificate byAgency(TestAuthority authority) {
    return authority.below(authority.agency(2)).agency(1);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrongCertificates")
  void aWrongCertificateEndsTheHandshake(
      String what, Function<TestAuthority, WantedCertificate> made, String logged)
      throws Exception {
    assertRefused(stranger(made.apply(papers.authority()).issue()), logged);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("oddChains")
  void aChainThatDoesNotLeadToTheAuthorityEndsTheHandshake(
      String what, TestCertificate shown, String logged) throws Exception {
    assertRefused(stranger(shown), logged);
  }

  static Stream<Arguments> oddChains() throws Exception {
    TestAuthority ca = papers.authority();
    TestCertificate ofBranch = branch(ca, false).agency(1).issue();
    TestCertificate revoked = ca.agency(1).issue();
    papers.revoke(revoked);
    TestAuthority endedBranch = branch(ca, false);
    papers.authority().revoke(endedBranch.certificate());
    papers.authority().writeRevocations(folder, "crl");
    office.reload();
    TestCertificate ofEndedBranch = endedBranch.agency(1).issue();
    return Stream.of(
        Arguments.of(
            "without the branch that has made it",
            new TestCertificate(List.of(ofBranch.certificate()), ofBranch.keys()),
            "found one by CN=branch"),
        Arguments.of("revoked", revoked, "revoked"),
        Arguments.of("of a revoked branch", ofEndedBranch, "revoked"));
  }

  @Test
  void noCertificateEndsTheHandshake() throws Exception {
    assertRefused(
        new Stranger(papers.socket()), "expected a certificate of the client, found none");
  }

  private static void assertRefused(Stranger stranger, String logged) throws Exception {
    String told = stranger.deliver();
    assertTrue(
        told.matches(".*Received fatal alert: (bad_)?certificate_(unknown|required).*"), told);
    String line = LOG.awaitLine(stranger.address);
    assertTrue(line.contains("| motivo: tls: "), line);
    assertTrue(line.contains(logged), line);
    assertEquals(1, line.lines().count());
  }

  static Stream<Arguments> wrongIdentities() {
    return Stream.of(
        wrongName("none", "", "a", "expected exactly one"),
        wrongName("another agency's", "agency:2", "", "found that of agency 2"),
        wrongName("an official's", "official:ana", "", "found that of official ana"),
        wrongName("a witness's", "witness:luz", "", "found that of witness luz"),
        wrongName("two", "agency:1", "agency:2", "agency:2"),
        wrongName("its own twice", "agency:1", "agency:1", "agency:1"),
        wrongName("its own and an official's", "agency:1", "official:ana", "official:ana"),
        wrongName("another spelling", "agency:01", "", "agency:01"),
        wrongName("another case", "AGENCY:1", "", "AGENCY:1"),
        wrongName("agency 0", "agency:0", "", "agency:0"),
        wrongName("a number that is too large", "agency:4294967297", "", "agency:4294967297"),
        wrongName("unknown kind", "office:1", "", "office:1"));
  }

  private static Arguments wrongName(String what, String uri, String second, String told) {
    return Arguments.of(what, uri, second, told);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrongIdentities")
  void aWrongIdentityIsForbiddenInWords(String what, String uri, String second, String told)
      throws Exception {
    WantedCertificate wanted = papers.authority().certificate("agency 1").forClient();
    for (String each : List.of(uri, second)) {
      if (each.contains(":")) {
        wanted.uri(URN + each);
      }
    }
    Stranger stranger = stranger(wanted.issue());
    try (TestAgency agency = new TestAgency(office.port(), 1, stranger.socket)) {
      agency.send(agency.hello(), agency.next(TestBets.of(1, 3, 0)), agency.end());
      String text = agency.receiveError(ErrorCode.FORBIDDEN);
      assertTrue(text.startsWith("expected the certificate of agency 1"), text);
      assertTrue(text.contains(told), text);
      String line = LOG.awaitLine(stranger.address);
      assertTrue(line.endsWith("| motivo: FORBIDDEN: " + text), line);
    }
  }

  @Test
  void whoHasACertificateMayPing() throws Exception {
    TestCertificate official = papers.authority().official("ana").issue();
    try (TestAgency agency = papers.agency(office.port(), 1, official)) {
      agency.ask(Answers.PING, Response.Pong.class);
    }
  }

  @Test
  void otherGoodKeysAndChainsAreGood() throws Exception {
    TestAuthority ca = papers.authority();
    for (WantedCertificate each :
        List.of(
            ca.agency(2).key(KeyKind.RSA_2048),
            ca.agency(2).key(KeyKind.EC_P384),
            ca.agency(2).forServer(),
            ca.agency(2).name("agency2.example"),
            branch(ca, false).agency(2))) {
      TestPapers.greet(papers.agency(office.port(), 2, each.issue())).close();
    }
  }

  private static Stranger stranger(TestCertificate shown) throws IOException {
    return new Stranger(papers.socket(shown));
  }

  /** Somebody with an address of its own who delivers bets for agency 1. */
  private static final class Stranger {
    private final SSLSocket socket;
    private final String address;

    private Stranger(SSLSocket socket) throws IOException {
      this.socket = socket;
      strangers++;
      address = "127.0.1." + strangers;
      socket.bind(new InetSocketAddress(address, 0));
    }

    /** What it is told instead of an answer. */
    private String deliver() throws Exception {
      try (TestAgency agency = new TestAgency(office.port(), 1, socket)) {
        agency.sendIfOpen(agency.hello(), agency.next(TestBets.of(1, 3, 0)), agency.end());
        return "answered: " + agency.receive();
      } catch (IOException e) {
        return String.valueOf(e.getMessage());
      }
    }
  }
}
