package org.bolillero.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import org.bolillero.pki.testing.TestAuthority;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HostNamesTest {
  private static final TestAuthority AUTHORITY = TestAuthority.named("authority");

  private static final X509Certificate OFFICE =
      AUTHORITY
          .office("Office.example", "*.halls.example", "*.com", "192.0.2.7", "2001:db8::7")
          .issue()
          .certificate();

  @ParameterizedTest
  @CsvSource({
    "office.example, true",
    "OFFICE.EXAMPLE, true",
    "office.example., true",
    "office.example.evil, false",
    "xoffice.example, false",
    "north.halls.example, true",
    "halls.example, false",
    "a.north.halls.example, false",
    ".halls.example, false",
    "anything.com, false",
    "192.0.2.7, true",
    "192.0.2.8, false",
    "2001:db8::7, true",
    "[2001:db8:0:0:0:0:0:7], true",
    "2001:db8::8, false",
    "office, false",
    "'', false"
  })
  void onlyItsOwnNamesAndAddressesAreAnOffices(String host, boolean isIts) {
    assertEquals(isIts, isAccepted(OFFICE, host));
  }

  @ParameterizedTest
  @CsvSource({"office, false", "localhost, false"})
  void aCommonNameNeverCounts(String host, boolean isIts) {
    X509Certificate certificate = AUTHORITY.office().subject("CN=" + host).issue().certificate();
    assertEquals(isIts, isAccepted(certificate, host));
  }

  private static boolean isAccepted(X509Certificate certificate, String host) {
    try {
      HostNames.check(certificate, host);
      return true;
    } catch (CertificateException _) {
      return false;
    }
  }
}
