package org.bolillero.pki;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;
import org.bolillero.console.OutputFolder;
import org.bolillero.console.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Folders of which each has what one holder needs, and nobody else's key. A folder that is there
 * already stays as it is, as it may be a mount; a file that is as it has to be stays, too.
 *
 * @param place where the folders are
 * @param owner who reads the files; null for whoever writes them
 */
record HolderFolders(Path place, @Nullable UserPrincipal owner) {
  /** Finds a user by name or number; a number need not be anybody's. */
  static @Nullable UserPrincipal owner(@Nullable String user) throws CommandException {
    if (user == null) {
      return null;
    }
    try {
      return FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(user);
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.USAGE,
          "--owner: expected a user of this machine or a number, found '%s'".formatted(user),
          e);
    }
  }

  /** Has a holder's folder hold what the authority's folder has for it. */
  void fill(Holder holder, AuthorityFolder authority) throws CommandException {
    Path folder = place.resolve(holder.file());
    make(folder);
    try {
      copyKey(authority.file(holder.file() + ".key"), folder);
      copy(authority.file(holder.file() + ".pem"), folder);
      copy(authority.file(AuthorityFolder.CERTIFICATE), folder);
      if (holder.isOffice()) {
        copy(authority.file(AuthorityFolder.REVOCATIONS), folder);
      }
    } catch (IOException e) {
      throw new CommandException(ExitCode.STORAGE_FAILED, folder + ": " + Reason.of(e), e);
    }
  }

  private void make(Path folder) throws CommandException {
    if (Files.isDirectory(folder)) {
      return;
    }
    try {
      Files.createDirectories(place);
      Files.createDirectory(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      give(folder);
    } catch (IOException e) {
      throw OutputFolder.notMade(folder, e);
    }
  }

  /** Where a key has arrived, the authority need not have it any more. */
  private void copyKey(Path key, Path folder) throws IOException, CommandException {
    Path copy = folder.resolve(key.getFileName());
    if (Files.exists(key)) {
      String text = Files.readString(key, ISO_8859_1);
      if (!holds(copy, text)) {
        NewFiles.replacePrivate(copy, text);
      }
    } else if (!Files.exists(copy)) {
      throw new CommandException(
          ExitCode.BAD_INPUT,
          "%s: expected the key here or in %s, found none; move its certificate away for new ones"
              .formatted(key, folder));
    }
    give(copy);
  }

  private void copy(Path source, Path folder) throws IOException, CommandException {
    Path copy = folder.resolve(source.getFileName());
    String text = Files.readString(source, ISO_8859_1);
    if (!holds(copy, text)) {
      NewFiles.replace(copy, text);
    }
    give(copy);
  }

  private static boolean holds(Path file, String text) throws IOException {
    return Files.exists(file) && Files.readString(file, ISO_8859_1).equals(text);
  }

  private void give(Path path) throws IOException {
    if (owner != null && !Files.getOwner(path).equals(owner)) {
      Files.setOwner(path, owner);
    }
  }
}
