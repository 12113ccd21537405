package org.bolillero.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.stream.Stream;

/**
 * The place of an output file that a user has named, checked before there is anything to write.
 *
 * @param name what the user calls it, such as {@code --out=x.txt}, for messages
 * @param file the file itself, after links were followed
 * @param folder where it is
 */
record OutputPlace(String name, Path file, Path folder) {
  /** As many as Linux follows before it assumes a loop. */
  private static final int LINKS_MAX = 40;

  private static final Path MOUNTS = Path.of("/proc/self/mountinfo");
  private static final int MOUNT_POINT = 4;

  /**
   * Finds a place and makes sure that a file there can be replaced.
   *
   * @param inputs the files that are read meanwhile, which need not exist
   * @throws CommandException with {@link ExitCode#USAGE} if it cannot be replaced, or is an input
   */
  static OutputPlace of(String name, Path path, Collection<Path> inputs) throws CommandException {
    try {
      Path file = linked(name, path.toAbsolutePath());
      Path folder = file.getParent();
      if (folder == null || !Files.isDirectory(folder)) {
        throw new CommandException(ExitCode.USAGE, name + ": is in no existing folder");
      }
      OutputPlace place = new OutputPlace(name, file, folder);
      if (place.isThere()) {
        place.require(Files.isRegularFile(place.file), "is no regular file");
        for (Path input : inputs) {
          boolean isOther = !Files.exists(input) || !Files.isSameFile(place.file, input);
          place.require(isOther, "is " + input + " itself, which is read");
        }
        place.require(Files.isWritable(place.file), "cannot be written to");
        place.require(!isMountPoint(place.file), "is a mount point, which cannot be replaced");
      }
      place.require(Files.isWritable(folder), "is in a folder that cannot be written to");
      return place;
    } catch (IOException e) {
      throw new CommandException(ExitCode.USAGE, name + ": " + Reason.of(e), e);
    }
  }

  /** Whether there is a file; throws if there cannot be one, say because its name is too long. */
  private boolean isThere() throws IOException {
    try {
      Files.readAttributes(file, "size", NOFOLLOW_LINKS);
      return true;
    } catch (NoSuchFileException _) {
      return false;
    }
  }

  /** The failure of a command whose output cannot be written. */
  CommandException failed(IOException failure) {
    return new CommandException(
        ExitCode.STORAGE_FAILED, name + ": cannot be written: " + Reason.of(failure), failure);
  }

  private void require(boolean condition, String problem) throws CommandException {
    if (!condition) {
      throw new CommandException(ExitCode.USAGE, name + ": " + problem);
    }
  }

  /** Follows links, of which the last one may lead to a file that does not exist yet. */
  private static Path linked(String name, Path path) throws IOException, CommandException {
    Path at = path;
    for (int i = 0; Files.isSymbolicLink(at); i++) {
      if (i == LINKS_MAX) {
        throw new CommandException(ExitCode.USAGE, name + ": is a link that leads to itself");
      }
      at = at.resolveSibling(Files.readSymbolicLink(at));
    }
    return at;
  }

  /**
   * Whether something is mounted there, such as a single file in a container: it can be written to,
   * but not replaced.
   */
  private static boolean isMountPoint(Path file) throws IOException {
    if (!Files.isReadable(MOUNTS)) {
      return false;
    }
    String name = escaped(file.toRealPath().toString());
    try (Stream<String> mounts = new String(Files.readAllBytes(MOUNTS), UTF_8).lines()) {
      return mounts
          .map(line -> line.split(" ", MOUNT_POINT + 2))
          .anyMatch(fields -> fields.length > MOUNT_POINT && fields[MOUNT_POINT].equals(name));
    }
  }

  /** A name as {@link #MOUNTS} shows it. */
  private static String escaped(String name) {
    return name.replace("\\", "\\134")
        .replace(" ", "\\040")
        .replace("\t", "\\011")
        .replace("\n", "\\012");
  }
}
