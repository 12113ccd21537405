/**
 * Certificates for a small office: its authority, its agencies, its officials.
 *
 * <p>Its promises, and the purpose of each class, are in {@code docs/pki.md}.
 */
@org.jspecify.annotations.NullMarked
module org.bolillero.pki {
  requires transitive org.bolillero.console;
  requires org.bouncycastle.pkix;
  requires org.bouncycastle.provider;
  requires static org.jspecify;

  exports org.bolillero.pki;

  opens org.bolillero.pki to
      info.picocli;
}
