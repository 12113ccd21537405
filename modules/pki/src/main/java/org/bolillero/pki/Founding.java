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
import org.bolillero.console.Reason;

/**
 * Makes an authority, with the certificate of its office, in a folder of its own.
 *
 * @param folder a new one, or an empty one
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
        requireEmpty();
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
      throw new CommandException(ExitCode.USAGE, folder + ": cannot be made: " + Reason.of(e), e);
    }
  }

  private void requireEmpty() throws IOException, CommandException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        boolean isComplete = Files.exists(folder.resolve(AuthorityFolder.CERTIFICATE));
        throw new CommandException(
            ExitCode.USAGE,
            isComplete
                ? folder + ": is an authority's folder already, and nothing is overwritten"
                : "%s: expected a new or an empty folder, found %s in it"
                    .formatted(folder, file.getFileName()));
      }
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
