package org.bolillero.office;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.bolillero.storage.DurableLog;
import org.bolillero.storage.LogException;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * The logs in a data folder that no office runs on.
 *
 * @param folders the folder of each draw, in ascending order of the draws
 */
public record DrawLogs(ImmutableList<Path> folders) {
  /**
   * {@return where the log of a draw is that officials have opened}
   *
   * @param data the data folder of an office
   * @param draw the number of the draw
   */
  public static Path folder(Path data, int draw) {
    return DrawFolder.in(data, draw).path();
  }

  /**
   * {@return the files that a log cannot do without, beside those of the log itself}
   *
   * @param folder the folder of the draw
   */
  public static List<Path> filesBeside(Path folder) {
    return List.of(folder.resolve(DrawFolder.SECRET));
  }

  /**
   * Finds them.
   *
   * @param data the data folder of an office, or the folder of one draw in it
   * @return the logs; if there is none, the folder itself, of which a reader will say what is wrong
   * @throws LogException if an office runs on the folder, or it cannot be read
   */
  public static DrawLogs in(Path data) throws LogException {
    TreeMap<Integer, Path> folders = new TreeMap<>();
    OptionalInt own = DurableLog.identity(data); // Also finds out whether an office has it.
    own.ifPresent(draw -> folders.put(draw, data));
    if (Files.isDirectory(data)) {
      DrawFolder.contents(data)
          .draws()
          .select(each -> Files.isDirectory(each.path()))
          .forEach(each -> folders.putIfAbsent(each.draw(), each.path()));
    }
    return new DrawLogs(
        folders.isEmpty() ? Lists.immutable.of(data) : Lists.immutable.withAll(folders.values()));
  }
}
