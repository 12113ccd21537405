package org.bolillero.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;
import org.bolillero.lottery.Bet;
import org.bolillero.pki.testing.TestAuthority;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real agency and a real office over TLS: nobody speaks for an agency but the agency. */
class P10AgencyTest {
  private static final List<Bet> BETS = Bets.of(1, 300);

  @TempDir private Path folder;
  private Certificates certificates;
  private Path file;

  @BeforeEach
  void makeCertificates() throws Exception {
    certificates = Certificates.in(Files.createDirectory(folder.resolve("certificates")));
    file = Bets.write(folder.resolve("bets.csv"), BETS);
  }

  @Test
  void anAgencyThatShowsItsCertificateDeliversAndIsToldItsWinners() throws Exception {
    try (RealOffice office = office()) {
      RealAgency agency = new RealAgency(1, office.address(), certificates.ofAgency(1));
      assertEquals(Bets.winners(BETS), agency.submit(file));
      office.stored(1).assertDrawnWith(BETS);
    }
  }

  @Test
  void anotherAgencyIsToldThatItsCertificateIsNotTheRightOne() throws Exception {
    assertNotTaken(ExitCode.REFUSED, "the office says FORBIDDEN: ", certificates.ofAgency(2));
  }

  @Test
  void anAgencyOfAnotherAuthorityIsToldThatItsCertificateIsNotAccepted() throws Exception {
    TestAuthority another = TestAuthority.named("another");
    assertNotTaken(
        ExitCode.REFUSED,
        "the office does not accept the certificate of CN=agency 1",
        certificates.of(another.agency(1), "stranger"));
  }

  @Test
  void anAgencyThatSpeaksPlainIsToldWhatToGive() throws Exception {
    assertNotTaken(ExitCode.UNREACHABLE, "give --tls-cert, --tls-key and --tls-ca", List.of());
  }

  @Test
  void anOfficeThatSpeaksPlainIsRecognised() throws Exception {
    try (RealOffice office = RealOffice.open(folder.resolve("office"), 1)) {
      RealAgency agency = new RealAgency(1, office.address(), certificates.ofAgency(1));
      CommandException e = agency.failAtOnce(file);
      assertEquals(ExitCode.UNREACHABLE, e.exitCode());
      assertSays("found a message of Bolillero without TLS", e);
      office.stored(1).assertEmpty();
    }
  }

  private RealOffice office() throws Exception {
    RealOffice office = new RealOffice(folder.resolve("office"), 1, certificates.ofOffice());
    office.start();
    return office;
  }

  private void assertNotTaken(ExitCode exitCode, String problem, List<String> options)
      throws Exception {
    try (RealOffice office = office()) {
      CommandException e = new RealAgency(1, office.address(), options).failAtOnce(file);
      assertSays(problem, e);
      assertEquals(exitCode, e.exitCode());
      office.stored(1).assertEmpty();
    }
  }

  private static void assertSays(String problem, CommandException e) {
    assertTrue(String.valueOf(e.getMessage()).contains(problem), e::toString);
  }
}
