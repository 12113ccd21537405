package org.bolillero.pki;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;
import org.bolillero.console.OutputFolder;

/**
 * Makes an authority, with the certificate of its office, in a folder of its own.
 *
 * @param folder a new one, an empty one, or one in which a crash has ended another founding
 */
record Founding(Path folder, Clock clock) {
  /**
   * Makes it.
   *
   * @return the certificates of both, by their files
   */
  Map<Path, X509Certificate> found(Holder office, int days, int authorityDays)
      throws CommandException {
    prepareFolder();
    try (FoundingMark _ = FoundingMark.set(folder)) {
      requireEmpty();
      return make(office, days, authorityDays);
    }
  }

  private Map<Path, X509Certificate> make(Holder office, int days, int authorityDays)
      throws CommandException {
    Authority authority =
        Authority.make(office.names().getFirst(), Validity.days(authorityDays, clock));
    KeyPair keys = Keys.generate();
    X509Certificate certificate =
        authority.issue(office, keys.getPublic(), Validity.days(days, clock));
    write(authority, keys, certificate, authority.revocations(null, List.of(), clock));
    Map<Path, X509Certificate> made = new LinkedHashMap<>();
    made.put(folder.resolve(AuthorityFolder.CERTIFICATE), authority.certificate());
    made.put(folder.resolve("office.pem"), certificate);
    return made;
  }

  /** Makes the folder for its owner alone. */
  private void prepareFolder() throws CommandException {
    var permissions = PosixFilePermissions.fromString("rwx------");
    try {
      if (Files.isDirectory(folder)) {
        if (!FoundingMark.isIn(folder)) {
          requireEmpty();
        }
        Files.setPosixFilePermissions(folder, permissions);
      } else {
        Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(permissions));
        Path above = folder.toAbsolutePath().getParent();
        if (above != null) {
          try (FileChannel channel = FileChannel.open(above, StandardOpenOption.READ)) {
            channel.force(true);
          }
        }
      }
    } catch (IOException e) {
      throw OutputFolder.notMade(folder, e);
    }
  }

  private void requireEmpty() throws CommandException {
    DirectoryStream.Filter<Path> others = file -> !file.endsWith(FoundingMark.NAME);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, others)) {
      for (Path file : files) {
        boolean isComplete = Files.exists(folder.resolve(AuthorityFolder.CERTIFICATE));
        throw new CommandException(
            ExitCode.USAGE,
            isComplete
                ? folder + ": is an authority's folder already, and nothing is overwritten"
                : "%s: expected a new or an empty folder, found %s in it"
                    .formatted(folder, file.getFileName()));
      }
    } catch (IOException e) {
      throw OutputFolder.notMade(folder, e);
    }
  }

  /** The authority's certificate comes last: where it is, everything is. */
  private void write(Authority authority, KeyPair keys, X509Certificate office, X509CRL revocations)
      throws CommandException {
    NewFiles files = new NewFiles();
    try {
      files.writePrivate(
          folder.resolve(AuthorityFolder.KEY), Pem.text(Pem.KEY, authority.key().getEncoded()));
      files.write(
          folder.resolve(AuthorityFolder.ISSUED),
          AuthorityFolder.text(List.of(authority.certificate(), office)));
      files.writePrivate(
          folder.resolve("office.key"), Pem.text(Pem.KEY, keys.getPrivate().getEncoded()));
      files.write(folder.resolve("office.pem"), Pem.text(office));
      files.write(folder.resolve(AuthorityFolder.REVOCATIONS), Pem.text(revocations));
      files.write(folder.resolve(AuthorityFolder.CERTIFICATE), Pem.text(authority.certificate()));
    } catch (CommandException e) {
      files.undo(e);
      throw e;
    }
  }
}
