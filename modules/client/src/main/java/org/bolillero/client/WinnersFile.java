package org.bolillero.client;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.bolillero.console.CommandException;
import org.bolillero.console.OutputFile;

/**
 * A file that the winners are written to as they come: it has all of them, one a line, or it is as
 * it was before. One thread appends and publishes; any thread may close.
 */
final class WinnersFile implements AutoCloseable {
  private final OutputFile file;
  private final OutputStream out;

  private WinnersFile(OutputFile file) {
    this.file = file;
    this.out = new BufferedOutputStream(file.stream());
  }

  /**
   * Begins with no winner. When this returns, nothing is known that could keep the winners from
   * being written there.
   *
   * @param inputs the files that are read: none of them may be replaced by the winners
   * @throws CommandException if they cannot be written there
   */
  static WinnersFile open(Path path, List<Path> inputs) throws CommandException {
    return new WinnersFile(OutputFile.open("--winners-out=" + path, path, inputs));
  }

  /**
   * Adds winners.
   *
   * @param documents {@code u8 length + document}, repeated; its position is left alone
   */
  void append(ByteBuffer documents) throws CommandException {
    try {
      ByteBuffer rest = documents.duplicate();
      while (rest.hasRemaining()) {
        byte[] document = new byte[rest.get()];
        rest.get(document);
        out.write(document);
        out.write('\n');
      }
    } catch (IOException e) {
      throw file.failed(e);
    }
  }

  /** Replaces the file. When this returns, it is on stable storage under its name. */
  void publish() throws CommandException {
    try {
      out.flush();
    } catch (IOException e) {
      throw file.failed(e);
    }
    file.publish();
  }

  /** Leaves nothing behind of what was not published. It may be called again. */
  @Override
  public void close() throws CommandException {
    file.close();
  }
}
