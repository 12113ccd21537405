package org.bolillero.simulation;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * One folder of files, as a program uses it that wants its data to be durable: {@link
 * AdaptedFolder} puts it behind the program's own seam.
 *
 * <p>Nothing is durable until it was forced: the content of a file by {@link OpenFile#force}, its
 * name by {@link #forceDirectory}.
 */
public interface Folder extends AutoCloseable {
  /** The names of all files, sorted. */
  List<String> names() throws IOException;

  /** Creates a file that does not exist yet. */
  OpenFile create(String name) throws IOException;

  /** Opens a file that exists. */
  OpenFile open(String name) throws IOException;

  /** Gives a file another name, replacing what had that name. */
  void rename(String from, String to) throws IOException;

  /** Deletes a file. */
  void delete(String name) throws IOException;

  /** Makes all names durable. */
  void forceDirectory() throws IOException;

  /** Returns if the names still lead to the files that were opened by them. */
  void checkInPlace() throws IOException;

  /** Ends the use of the folder. */
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
