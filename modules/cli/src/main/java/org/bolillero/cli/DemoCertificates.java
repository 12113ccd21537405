package org.bolillero.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.collections.api.list.ImmutableList;
import org.eclipse.collections.impl.factory.Lists;

/**
 * How the parties of a demonstration know each other: by the certificates in an authority's folder,
 * or not at all.
 *
 * @param folder where the certificates are; empty if nothing is encrypted
 */
record DemoCertificates(Optional<Path> folder) {
  static final String OFFICE = "office";
  static final String OFFICIAL = "official-ana";

  private static final String CERTIFICATE = "tls-cert";
  private static final String KEY = "tls-key";
  private static final String AUTHORITY = "tls-ca";

  /** The file that {@code bolillero tls} gives the certificate of an agency. */
  static String agency(int number) {
    return "agency-" + number;
  }

  boolean areUsed() {
    return folder.isPresent();
  }

  /** Options with which a party shows its certificate; none if there are no certificates. */
  ImmutableList<String> options(String holder) {
    return folder
        .map(authority ->
            Lists.immutable.of(
                option(CERTIFICATE, authority.resolve(holder + ".pem")),
                option(KEY, authority.resolve(holder + ".key")),
                option(AUTHORITY, authority.resolve("ca.pem"))))
        .orElseGet(Lists.immutable::empty);
  }

  /** The same options as people type them, each with a space before it. */
  String typed(String holder) {
    return areUsed()
        ? " --%s %s.pem --%s %s.key --%s ca.pem"
            .formatted(CERTIFICATE, holder, KEY, holder, AUTHORITY)
        : "";
  }

  /** What an official has in the environment. */
  String exported() {
    Stream<String> variables =
        areUsed()
            ? Stream.of(
                "TLS_CERT=" + OFFICIAL + ".pem", "TLS_KEY=" + OFFICIAL + ".key", "TLS_CA=ca.pem")
            : Stream.of("TOKEN_FILE=office/admin.token", "OFFICIAL=ana");
    return variables
        .map(each -> " BOLILLERO_" + each)
        .collect(Collectors.joining("", "export", ""));
  }

  private static String option(String name, Path file) {
    return "--" + name + "=" + file;
  }
}
