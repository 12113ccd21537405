package org.bolillero.office;

import java.nio.file.Path;
import java.util.OptionalInt;
import org.bolillero.storage.DurableLog;
import org.bolillero.storage.LogException;
import org.bolillero.storage.LogOpener;

/** Where the logs of draws are kept. */
@FunctionalInterface
public interface LogStore extends AutoCloseable {
  /**
   * The log of a draw, which may not be there yet.
   *
   * @param folder the folder of the draw
   * @param draw the number of the draw
   * @return opens the log
   */
  LogOpener log(Path folder, int draw);

  /**
   * Looks whose log a folder has, as {@link DurableLog#identity}.
   *
   * @param folder where the log may be
   * @return the draw; empty if there is no log
   * @throws LogException if somebody else has the folder, or the log is damaged
   */
  default OptionalInt draw(Path folder) throws LogException {
    return DurableLog.identity(folder);
  }

  /**
   * Lets go of what it has for logs that are closed. Idempotent.
   *
   * @throws LogException if that fails
   */
  @Override
  default void close() throws LogException {}
}
