package org.bolillero.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A file for output that a user has named: it is replaced as a whole, or stays as it was.
 *
 * <p>Until {@link #publish} the output is in a temporary file in the same folder, whose name no
 * file of a user has. A link stays a link: the file that it leads to is replaced.
 *
 * <p>One thread writes and publishes; any thread may close.
 */
public final class OutputFile implements AutoCloseable {
  /** Enough to find out that a disk is full. */
  private static final int PROBE_BYTES = 4096;

  /** As many as Linux follows before it assumes a loop. */
  private static final int LINKS_MAX = 40;

  private static final Path MOUNTS = Path.of("/proc/self/mountinfo");
  private static final int MOUNT_POINT = 4;

  private final String name;
  private final Path file;
  private final Path temporary;
  private final FileChannel channel;

  private OutputFile(String name, Path file, FileAttribute<?>... attributes) throws IOException {
    long random = ThreadLocalRandom.current().nextLong();
    this.name = name;
    this.file = file;
    this.temporary = file.resolveSibling(".bolillero-%016x.part".formatted(random));
    this.channel = FileChannel.open(temporary, Set.of(CREATE_NEW, WRITE), attributes);
  }

  /**
   * Checks that a file can be replaced, without touching anything.
   *
   * @param name what the user calls it, such as {@code --out=x.txt}, for messages
   * @param path the file that is to be written, which may be a link, and need not exist
   * @param inputs the files that are read meanwhile: none of them may be that file
   * @return the file itself, after links were followed; two of the same file are equal
   * @throws CommandException with {@link ExitCode#USAGE} if it cannot
   */
  public static Path requireReplaceable(String name, Path path, List<Path> inputs)
      throws CommandException {
    try {
      Path file = linked(name, path.toAbsolutePath());
      Path folder = file.getParent();
      if (folder == null || !Files.isDirectory(folder)) {
        throw new CommandException(ExitCode.USAGE, name + ": is in no existing folder");
      }
      if (exists(file)) {
        require(Files.isRegularFile(file), name, "is no regular file");
        for (Path input : inputs) {
          boolean isOther = !Files.exists(input) || !Files.isSameFile(file, input);
          require(isOther, name, "is " + input + " itself, which is read");
        }
        require(Files.isWritable(file), name, "cannot be written to");
        require(!isMountPoint(file), name, "is a mount point, which cannot be replaced");
      }
      require(Files.isWritable(folder), name, "is in a folder that cannot be written to");
      return folder.toRealPath().resolve(file.getFileName());
    } catch (IOException e) {
      throw new CommandException(ExitCode.USAGE, name + ": " + Reason.of(e), e);
    }
  }

  /**
   * Starts to write. When this returns, the folder has accepted a file and a block of data.
   *
   * @param name what the user calls it, such as {@code --out=x.txt}, for messages
   * @param path the file that is to be written, which may be a link, and need not exist
   * @param inputs the files that are read meanwhile: none of them may be that file
   * @return the file, to be closed
   * @throws CommandException with {@link ExitCode#USAGE} if this file cannot be replaced, with
   *     {@link ExitCode#STORAGE_FAILED} if its disk accepts nothing
   */
  public static OutputFile open(String name, Path path, List<Path> inputs) throws CommandException {
    return start(name, requireReplaceable(name, path, inputs));
  }

  /**
   * Starts to write a file that nobody but its owner may read, not even while it is written.
   *
   * @param name what the user calls it, for messages
   * @param path the file that is to be written, which may be a link, and need not exist
   * @return the file, to be closed; when this returns, the folder has accepted a block of data
   * @throws CommandException as {@link #open} throws it
   */
  public static OutputFile openPrivate(String name, Path path) throws CommandException {
    return start(
        name,
        requireReplaceable(name, path, List.of()),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }

  private static OutputFile start(String name, Path file, FileAttribute<?>... attributes)
      throws CommandException {
    try {
      OutputFile output = new OutputFile(name, file, attributes);
      output.probe();
      return output;
    } catch (IOException e) {
      throw failed(name, e);
    }
  }

  /** {@return where to write to, without a buffer; it need not be closed} */
  public OutputStream stream() {
    return Channels.newOutputStream(channel);
  }

  /**
   * Drops what was written so far.
   *
   * @throws CommandException with {@link ExitCode#STORAGE_FAILED} if that fails
   */
  public void restart() throws CommandException {
    try {
      channel.truncate(0).position(0);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /**
   * {@return the failure of the command, with {@link ExitCode#STORAGE_FAILED}}
   *
   * @param failure what the {@link #stream} has thrown
   */
  public CommandException failed(IOException failure) {
    return failed(name, failure);
  }

  /**
   * Replaces the file by what was written. When this returns, that is on stable storage.
   *
   * @throws CommandException with {@link ExitCode#STORAGE_FAILED} if that fails; the file is then
   *     as it was, or holds all that was written
   */
  public void publish() throws CommandException {
    try {
      // 1. The bytes must be on the disk before they get the name.
      channel.force(true);
      // 2. Rename.
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
      // 3. The name must be on the disk, too.
      try (FileChannel folder = FileChannel.open(requireNonNull(file.getParent()), READ)) {
        folder.force(true);
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Ends writing, and deletes what was not published. */
  @Override
  public void close() throws CommandException {
    try {
      channel.close();
      Files.deleteIfExists(temporary); // There is none any more if it was published.
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private void probe() throws IOException, CommandException {
    try {
      ByteBuffer block = ByteBuffer.allocate(PROBE_BYTES);
      while (block.hasRemaining()) {
        channel.write(block);
      }
      channel.force(false);
      channel.truncate(0).position(0);
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  private static CommandException failed(String name, IOException failure) {
    return new CommandException(
        ExitCode.STORAGE_FAILED, name + ": cannot be written: " + Reason.of(failure), failure);
  }

  private static void require(boolean condition, String name, String problem)
      throws CommandException {
    if (!condition) {
      throw new CommandException(ExitCode.USAGE, name + ": " + problem);
    }
  }

  /** Follows links, of which the last one may lead to a file that does not exist yet. */
  private static Path linked(String name, Path path) throws IOException, CommandException {
    Path at = path;
    for (int i = 0; Files.isSymbolicLink(at); i++) {
      require(i < LINKS_MAX, name, "is a link that leads to itself");
      at = at.resolveSibling(Files.readSymbolicLink(at));
    }
    return at;
  }

  /** Whether there is a file; throws if there cannot be one, say because its name is too long. */
  private static boolean exists(Path file) throws IOException {
    try {
      Files.readAttributes(file, "size", NOFOLLOW_LINKS);
      return true;
    } catch (NoSuchFileException _) {
      return false;
    }
  }

  /**
   * Whether something is mounted there, such as a single file in a container: it can be written to,
   * but not replaced.
   */
  private static boolean isMountPoint(Path file) throws IOException {
    if (!Files.isReadable(MOUNTS)) {
      return false;
    }
    String escaped =
        file.toRealPath()
            .toString()
            .replace("\\", "\\134")
            .replace(" ", "\\040")
            .replace("\t", "\\011")
            .replace("\n", "\\012");
    return new String(Files.readAllBytes(MOUNTS), UTF_8)
        .lines()
        .anyMatch(line -> line.split(" ", -1)[MOUNT_POINT].equals(escaped));
  }
}
