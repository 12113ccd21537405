package org.bolillero.client;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import org.bolillero.console.CommandException;
import org.bolillero.console.OutputFile;

/**
 * A file that gets all winners, one a line, or stays as it was. One thread adds and publishes; any
 * thread may close.
 */
final class WinnersFile implements WinnersTarget, AutoCloseable {
  private final OutputFile file;
  private final OutputStream out;

  private WinnersFile(OutputFile file) {
    this.file = file;
    this.out = file.stream();
  }

  /**
   * Begins to write the file.
   *
   * @param inputs the files that are read meanwhile: none of them may be this one
   * @throws CommandException if the winners cannot be written there
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
  public void add(byte[] documents) throws IOException {
    try {
      out.write(documents);
    } catch (IOException e) {
      throw new IOException(file.failed(e).getMessage(), e);
    }
  }

  /** Replaces the file. When this returns, the new one is on stable storage. */
  void publish() throws CommandException {
    file.publish();
  }

  /** Removes what was not published. It may be called again. */
  @Override
  public void close() throws CommandException {
    file.close();
  }
}
