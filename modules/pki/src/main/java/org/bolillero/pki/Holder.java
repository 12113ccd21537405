package org.bolillero.pki;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Whom a certificate is made for.
 *
 * @param file what its files are called, without {@code .pem} and {@code .key}
 * @param subject the subject, for people: it counts for nothing
 * @param identity whom it speaks for, a URI; an office has none, nor has who only pings
 * @param names an office's names and addresses; empty for anybody else
 */
record Holder(String file, String subject, Optional<String> identity, List<String> names) {
  private static final int COMMON_NAME_MAX = 64;
  private static final int NAME_MAX = 64;

  /** Who decides on record what nobody has to decide: no official may have this name. */
  private static final String OFFICE = "office";

  /** An office that can be reached by these names and addresses, of which there is at least one. */
  static Holder office(List<String> names) {
    return new Holder("office", commonName(names.getFirst(), "office"), Optional.empty(), names);
  }

  /** Whoever watches over an office: speaks for nobody, and may know whether it works. */
  static Holder ping() {
    return new Holder("ping", "CN=ping", Optional.empty(), List.of());
  }

  /** An agency. */
  static Holder agency(int number) {
    String identity = "urn:bolillero:agency:" + number;
    return new Holder("agency-" + number, "CN=agency " + number, Optional.of(identity), List.of());
  }

  /**
   * An official. The rule for names is that of the draws' record, where they are kept in small
   * letters.
   */
  static Holder official(String name) {
    if (!name.matches("[A-Za-z0-9._-]{1," + NAME_MAX + "}") || name.equalsIgnoreCase(OFFICE)) {
      throw new IllegalArgumentException(
          "expected a name of 1 to %d letters, digits, dots, hyphens and underscores, not '%s'"
              .formatted(NAME_MAX, OFFICE));
    }
    String small = name.toLowerCase(Locale.ROOT);
    return new Holder(
        "official-" + small,
        commonName("official " + small, small),
        Optional.of("urn:bolillero:official:" + small),
        List.of());
  }

  /** Whether it is an office's: others connect to it, and it to nobody. */
  boolean isOffice() {
    return !names.isEmpty();
  }

  private static String commonName(String name, String shorter) {
    return "CN=" + (name.length() <= COMMON_NAME_MAX ? name : shorter);
  }
}
