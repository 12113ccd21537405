package org.bolillero.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bolillero.pki.testing.TestAuthority;
import org.bolillero.pki.testing.WantedCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class IdentityTest {
  private static final TestAuthority AUTHORITY = TestAuthority.named("authority");

  @Test
  void aCertificateSpeaksForOne() throws Exception {
    assertEquals(new Identity.Agency(5), read(AUTHORITY.agency(5)));
    assertEquals(new Identity.Agency(Integer.MAX_VALUE), read(AUTHORITY.agency(Integer.MAX_VALUE)));
    assertEquals(new Identity.Official("ana.paz"), read(AUTHORITY.official("ana.paz")));
    assertEquals(new Identity.Witness("uni-2_b"), read(AUTHORITY.witness("uni-2_b")));
  }

  @Test
  void itIsWrittenAsItIsRead() throws Exception {
    assertEquals("urn:bolillero:agency:5", read(AUTHORITY.agency(5)).toString());
    assertEquals("urn:bolillero:official:ana", read(AUTHORITY.official("ana")).toString());
    assertEquals("urn:bolillero:witness:w", read(AUTHORITY.witness("w")).toString());
  }

  @Test
  void otherNamesMayStandBesideIt() throws Exception {
    assertEquals(
        new Identity.Agency(5),
        read(AUTHORITY.agency(5).name("agency.example").uri("https://agency.example/")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "urn:bolillero:agency:0",
        "urn:bolillero:agency:05",
        "urn:bolillero:agency:+5",
        "urn:bolillero:agency:-5",
        "urn:bolillero:agency:2147483648",
        "urn:bolillero:agency:99999999999999999999",
        "urn:bolillero:agency:",
        "urn:bolillero:agency:5x",
        "urn:bolillero:agency:5:6",
        "urn:bolillero:official:Ana",
        "urn:bolillero:official:",
        "urn:bolillero:official:ana/paz",
        "urn:bolillero:office:1",
        "urn:bolillero:",
        "URN:BOLILLERO:agency:5",
        "urn:bolillero:Agency:5"
      })
  void onlyOneSpellingIsOne(String uri) {
    assertRefused(AUTHORITY.certificate("agency 5").uri(uri), uri);
  }

  @Test
  void noneIsNone() {
    assertRefused(AUTHORITY.certificate("urn:bolillero:agency:5"), "found none");
    assertRefused(AUTHORITY.certificate("agency 5").uri("urn:other:agency:5"), "found none");
    assertRefused(AUTHORITY.certificate("agency 5").name("agency.example"), "found none");
  }

  @Test
  void twoAreNone() {
    assertRefused(AUTHORITY.agency(5).uri("urn:bolillero:agency:6"), "agency:5', '");
    assertRefused(AUTHORITY.agency(5).uri("urn:bolillero:agency:5"), "agency:5', '");
    assertRefused(AUTHORITY.agency(5).uri("URN:bolillero:x"), "URN:bolillero:x");
  }

  @Test
  void aMessageHasOneLine() {
    String found = assertRefused(AUTHORITY.certificate("x").uri("urn:bolillero:%0A"), "%0A");
    assertFalse(found.contains("\n"));
  }

  private static Identity read(WantedCertificate wanted) throws IdentityException {
    return Identity.of(wanted.issue().certificate());
  }

  private static String assertRefused(WantedCertificate wanted, String part) {
    String message =
        String.valueOf(assertThrows(IdentityException.class, () -> read(wanted)).getMessage());
    assertTrue(message.contains(part), message);
    return message;
  }
}
