package org.bolillero.client;

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
final class WinnersFile implements WinnersTarget, AutoCloseable {
  private final OutputFile file;
  private final OutputStream out;

  private WinnersFile(OutputFile file) {
    this.file = file;
    this.out = file.stream();
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

  @Override
  public void begin() throws IOException {
    try {
      file.restart();
    } catch (IOException e) {
      throw new IOException(file.failed(e).getMessage(), e);
    }
  }

  @Override
  public void add(ByteBuffer documents) throws IOException {
    try {
      out.write(WinnerLines.of(documents));
    } catch (IOException e) {
      throw new IOException(file.failed(e).getMessage(), e);
    }
  }

  /** Replaces the file. When this returns, it is on stable storage under its name. */
  void publish() throws CommandException {
    file.publish();
  }

  /** Leaves nothing behind of what was not published. It may be called again. */
  @Override
  public void close() throws CommandException {
    file.close();
  }
}
