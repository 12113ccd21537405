package org.bolillero.console;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Set;

/** A folder for output that a user has named, and whose fault it is if it cannot be made. */
public final class OutputFolder {
  /** What the system says of a disk; everything else is said of the place that the user chose. */
  private static final Set<String> OF_THE_DISK =
      Set.of("No space left on device", "Disk quota exceeded", "Input/output error");

  private OutputFolder() {}

  /**
   * {@return the failure of the command: {@link ExitCode#STORAGE_FAILED} if the disk is full or has
   * failed, else {@link ExitCode#USAGE}}
   *
   * @param folder the folder that was to be made
   * @param failure why it was not
   */
  public static CommandException notMade(Path folder, IOException failure) {
    boolean isOfTheDisk =
        failure instanceof FileSystemException e
            && e.getReason() != null
            && OF_THE_DISK.contains(e.getReason());
    return new CommandException(
        isOfTheDisk ? ExitCode.STORAGE_FAILED : ExitCode.USAGE,
        folder + ": cannot be made: " + Reason.of(failure),
        failure);
  }
}
