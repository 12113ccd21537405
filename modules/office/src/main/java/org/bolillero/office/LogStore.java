package org.bolillero.office;

import java.nio.file.Path;
import org.bolillero.storage.LogOpener;

/** Where the logs of draws are kept. */
@FunctionalInterface
public interface LogStore {
  /**
   * The log of a draw, which may not be there yet.
   *
   * @param folder the folder of the draw
   * @param draw the number of the draw
   * @return opens the log
   */
  LogOpener log(Path folder, int draw);
}
