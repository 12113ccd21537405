package org.bolillero.storage;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * The seam between the log and the disk: one folder of files. The real one is {@link DiskFiles};
 * tests put a disk here that loses power.
 *
 * <p>Nothing is durable until it was forced: the content of a file by {@link LogFile#force}, its
 * name by {@link #forceDirectory}.
 */
interface LogFiles extends AutoCloseable {
  /** The names of all files in the folder, sorted. */
  ImmutableList<String> names() throws IOException;

  /** Creates a file that does not exist yet. */
  LogFile create(String name) throws IOException;

  /** Opens a file that exists, to read and write. */
  LogFile open(String name) throws IOException;

  /** Gives a file another name, replacing what had that name. */
  void rename(String from, String to) throws IOException;

  /** Deletes a file. If its name leads to another one by now, that one is left alone. */
  void delete(String name) throws IOException;

  /** Returns when all names are on stable storage. */
  void forceDirectory() throws IOException;

  /**
   * Returns if the names still lead to the files that were opened or created by them, and what
   * keeps others out is still there. If there are very many names, some are looked at each time.
   *
   * @throws IOException if not, with a message that names what was found
   */
  void checkInPlace() throws IOException;

  /** Unlocks the folder for others. Open files stay open, except those that are locked. */
  @Override
  void close() throws IOException;

  /** One open file. */
  interface LogFile extends AutoCloseable {
    /** The size in bytes. */
    long size() throws IOException;

    /**
     * Reads into what remains of the target; may read less, and returns -1 at the end of the file.
     */
    int read(ByteBuffer target, long position) throws IOException;

    /**
     * A read-only view of a piece of the file, valid until the arena is closed.
     *
     * @throws IOException if it cannot be mapped, although it can perhaps be read
     */
    ByteBuffer map(long position, int size, Arena arena) throws IOException;

    /** Writes what remains of the source; may write less. Returns how many bytes. */
    int write(ByteBuffer source, long position) throws IOException;

    /**
     * Returns when all that was written is on stable storage. After a failure that is never known
     * again.
     */
    void force() throws IOException;

    @Override
    void close() throws IOException;
  }
}
