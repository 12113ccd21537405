package org.bolillero.simulation;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A folder of files, as a program that keeps durable data uses it. {@link AdaptedFolder} adapts it
 * to the program's own interface.
 *
 * <p>Nothing is durable until it is forced: the content of a file by {@link OpenFile#force}, its
 * name by {@link #forceDirectory}.
 */
public interface Folder extends AutoCloseable {
  /** The names of all files, sorted. */
  List<String> names() throws IOException;

  /** Creates a file that does not exist yet. */
  OpenFile create(String name) throws IOException;

  /** Opens a file that exists. */
  OpenFile open(String name) throws IOException;

  /** Renames a file, replacing the one that had the new name. */
  void rename(String from, String to) throws IOException;

  /** Deletes a file. */
  void delete(String name) throws IOException;

  /** Makes all names durable. */
  void forceDirectory() throws IOException;

  /** Returns if the names still lead to the files that were opened by them. */
  void checkInPlace() throws IOException;

  /** Closes the folder. */
  @Override
  void close() throws IOException;

  /** One open file. */
  interface OpenFile extends AutoCloseable {
    /** The size in bytes. */
    long size() throws IOException;

    /** Reads at most what remains of the target; returns how much, or -1 at the end of the file. */
    int read(ByteBuffer target, long position) throws IOException;

    /** Writes at most what remains of the source; returns how much. */
    int write(ByteBuffer source, long position) throws IOException;

    /** Makes durable what was written. */
    void force() throws IOException;

    @Override
    void close() throws IOException;
  }
}
