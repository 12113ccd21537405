package org.bolillero.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * The seam between the log and the disk: one folder of files. The real one is {@code DiskFiles};
 * tests put a disk here that loses power.
 *
 * <p>Nothing is durable until it was forced: the content of a file by {@link LogFile#force}, its
 * name by {@link #forceDirectory}. All methods throw an {@link IOException} if the disk fails.
 */
public interface LogFiles extends AutoCloseable {
  /**
   * {@return the names of all files in the folder, sorted}
   *
   * @throws IOException if the disk fails
   */
  List<String> names() throws IOException;

  /**
   * Creates a file that does not exist yet.
   *
   * @param name its name
   * @return the file, open to read and write
   * @throws IOException if it exists, or the disk fails
   */
  LogFile create(String name) throws IOException;

  /**
   * Opens an existing file.
   *
   * @param name its name
   * @return the file, open to read and write
   * @throws IOException if it does not exist, or the disk fails
   */
  LogFile open(String name) throws IOException;

  /**
   * Renames a file, replacing what had the new name.
   *
   * @param from its name
   * @param to its new name
   * @throws IOException if the disk fails
   */
  void rename(String from, String to) throws IOException;

  /**
   * Deletes a file. If its name now leads to another file, that one is left alone.
   *
   * @param name its name
   * @throws IOException if the disk fails
   */
  void delete(String name) throws IOException;

  /**
   * Returns when all names are on stable storage.
   *
   * @throws IOException if the disk fails
   */
  void forceDirectory() throws IOException;

  /**
   * Checks that the names still lead to the files that were opened or created by them, and that the
   * locks are still there. If there are very many names, each call checks some of them.
   *
   * @throws IOException if not; its message names the file
   */
  void checkInPlace() throws IOException;

  /** Unlocks the folder for others. Open files stay open, except those that are locked. */
  @Override
  void close() throws IOException;

  /** One open file. */
  interface LogFile extends AutoCloseable {
    /**
     * {@return its size in bytes}
     *
     * @throws IOException if the disk fails
     */
    long size() throws IOException;

    /**
     * Reads at most what remains of the target.
     *
     * @param target where to
     * @param position where in the file to begin
     * @return how many bytes were read, or -1 at the end of the file
     * @throws IOException if the disk fails
     */
    int read(ByteBuffer target, long position) throws IOException;

    /**
     * Writes at most what remains of the source.
     *
     * @param source where from
     * @param position where in the file to begin
     * @return how many bytes were written
     * @throws IOException if the disk fails
     */
    int write(ByteBuffer source, long position) throws IOException;

    /**
     * Returns when all that was written is on stable storage.
     *
     * @throws IOException if that may not be so, which cannot be found out later
     */
    void force() throws IOException;

    @Override
    void close() throws IOException;
  }
}
