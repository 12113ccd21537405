package org.bolillero.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * The office's end of an accepted connection. Nothing else in the office touches its socket.
 *
 * <p>Owned by the session's thread, except that any thread may call {@link #endInput}, {@link #cut}
 * and {@link #broken}, and that one thread may write while another one reads.
 */
interface Connection extends AutoCloseable {
  /**
   * Prepares for reading and writing; may wait for the other end. Everything else but {@link #cut},
   * {@link #close}, {@link #broken} and {@link #toString} comes after it.
   */
  void open() throws IOException;

  /** What the other end has shown of itself. */
  Credential credential();

  InputStream in() throws IOException;

  OutputStream out() throws IOException;

  /** How long a read waits for bytes; one millisecond at least. */
  void readTimeoutMillis(long millis) throws IOException;

  /** Tells the other end that nothing more comes; it may still be read from. */
  void endOutput() throws IOException;

  /** Lets whoever reads find the end of the stream, now and from now on. Any thread. */
  void endInput();

  /** Closes the connection, whoever is using it, without waiting. Any thread. */
  void cut();

  @Override
  void close() throws IOException;

  /** Reports what has ended this connection. */
  void broken(Exception why);

  /** The address of the other end, as it is logged. */
  @Override
  String toString();
}
