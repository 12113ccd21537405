package org.bolillero.pki;

import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PrivateKey;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;
import org.bolillero.console.Reason;

/**
 * The folder of an authority, for one process at a time.
 *
 * <p>Its files: {@code ca.pem} and {@code ca.key}, the authority; {@code crl.pem}, what it has
 * revoked; {@code issued.pem}, every certificate that it has issued, so that all those of a key can
 * be revoked, also where a file was replaced or lost. A certificate is on that record before it is
 * anywhere else.
 */
final class AuthorityFolder implements AutoCloseable {
  static final String CERTIFICATE = "ca.pem";
  static final String KEY = "ca.key";
  static final String REVOCATIONS = "crl.pem";
  static final String ISSUED = "issued.pem";

  private final Path folder;
  private final FileChannel lock;
  private Authority authority;

  private AuthorityFolder(Path folder, FileChannel lock, Authority authority) {
    this.folder = folder;
    this.lock = lock;
    this.authority = authority;
  }

  /** Opens a folder that {@code tls init} has made. */
  static AuthorityFolder open(Path folder) throws CommandException {
    if (!Files.isDirectory(folder)) {
      throw new CommandException(
          ExitCode.BAD_INPUT,
          folder + ": expected the folder of an authority, found none; make it with 'tls init'");
    }
    Path key = folder.resolve(KEY);
    // Before it is locked: a process that closes a file gives up all its locks on it.
    PemFile keyFile = PemFile.read(key);
    FileChannel lock = lock(key);
    try {
      AuthorityFolder opened = new AuthorityFolder(folder, lock, read(folder, keyFile));
      FoundingMark.forget(folder);
      return opened;
    } catch (CommandException e) {
      close(lock, key);
      throw e;
    }
  }

  private static FileChannel lock(Path key) throws CommandException {
    try {
      requirePrivate(key);
      FileChannel channel = FileChannel.open(key, WRITE);
      if (channel.tryLock() == null) {
        channel.close();
        throw new CommandException(
            ExitCode.IN_USE, key + ": another 'tls' command is using this authority");
      }
      return channel;
    } catch (IOException e) {
      throw new CommandException(ExitCode.BAD_INPUT, key + ": " + Reason.of(e), e);
    }
  }

  private static void requirePrivate(Path key) throws IOException, CommandException {
    Set<PosixFilePermission> found = Files.getPosixFilePermissions(key);
    Set<PosixFilePermission> owners =
        EnumSet.of(
            PosixFilePermission.OWNER_READ,
            PosixFilePermission.OWNER_WRITE,
            PosixFilePermission.OWNER_EXECUTE);
    if (!owners.containsAll(found)) {
      throw new CommandException(
          ExitCode.BAD_INPUT,
          "%s: expected a key that only its owner can read (chmod 600), found %s"
              .formatted(key, PosixFilePermissions.toString(found)));
    }
  }

  private static Authority read(Path folder, PemFile keyFile) throws CommandException {
    PemFile file = PemFile.read(folder.resolve(CERTIFICATE));
    X509Certificate certificate = file.certificate();
    if (certificate.getBasicConstraints() < 0) {
      throw file.wrong("expected the certificate of an authority, found another");
    }
    PrivateKey key = keyFile.key(certificate.getPublicKey().getAlgorithm());
    if (!Keys.belongTogether(key, certificate.getPublicKey())) {
      throw file.wrong(
          "expected the certificate of the key in %s, found another".formatted(keyFile.path()));
    }
    return new Authority(certificate, key);
  }

  Authority authority() {
    return authority;
  }

  /** Checks that the authority's own certificate has not ended. */
  void requireGood(Clock clock) throws CommandException {
    if (authority.end().isBefore(clock.instant())) {
      throw new CommandException(
          ExitCode.BAD_INPUT,
          "%s: expected an authority that is still good, found one that has ended on %s; renew it with 'tls renew'"
              .formatted(file(CERTIFICATE), Until.here().time(authority.end())));
    }
  }

  /** Checks that a certificate is one of this authority's. */
  void requireIssued(PemFile file, X509Certificate found) throws CommandException {
    if (!authority.hasIssued(found)) {
      throw file.wrong(
          "expected a certificate of %s, found one of %s"
              .formatted(
                  CertificateText.subject(authority.certificate()),
                  CertificateText.name(found.getIssuerX500Principal())));
    }
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  /** Every certificate that was issued, in order. */
  List<X509Certificate> issued() throws CommandException {
    return PemFile.read(file(ISSUED)).certificates();
  }

  /** Puts certificates on record. When this returns, they are. */
  void record(Collection<X509Certificate> more) throws CommandException {
    List<X509Certificate> all = new ArrayList<>(issued());
    all.addAll(more);
    NewFiles.replace(file(ISSUED), text(all));
  }

  static String text(Collection<X509Certificate> certificates) {
    StringBuilder text = new StringBuilder();
    certificates.forEach(each -> text.append(Pem.text(each)));
    return text.toString();
  }

  /** What is revoked. */
  X509CRL revocations() throws CommandException {
    PemFile file = PemFile.read(file(REVOCATIONS));
    X509CRL list = file.revocations();
    if (!list.getIssuerX500Principal().equals(authority.certificate().getSubjectX500Principal())) {
      throw file.wrong("expected the list of this authority, found another's");
    }
    return list;
  }

  void replaceRevocations(X509CRL list) throws CommandException {
    NewFiles.replace(file(REVOCATIONS), Pem.text(list));
  }

  /** From now on the authority has this certificate. */
  void replaceAuthority(Authority renewed) throws CommandException {
    NewFiles.replace(file(CERTIFICATE), Pem.text(renewed.certificate()));
    authority = renewed;
  }

  @Override
  public void close() throws CommandException {
    close(lock, file(KEY));
  }

  private static void close(FileChannel lock, Path key) throws CommandException {
    try {
      lock.close();
    } catch (IOException e) {
      throw new CommandException(ExitCode.STORAGE_FAILED, key + ": " + Reason.of(e), e);
    }
  }
}
