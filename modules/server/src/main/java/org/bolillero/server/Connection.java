package org.bolillero.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import org.bolillero.office.OfficeEvent;
import org.bolillero.office.OfficeListener;
import org.bolillero.protocol.Connections;

/**
 * The office's end of an accepted connection. Nothing else in the office touches its socket, so
 * another kind of connection, such as an encrypted one, is another class with these methods.
 *
 * <p>Owned by the session's thread, except that any thread may call {@link #endInput} and {@link
 * #cut}.
 */
final class Connection implements AutoCloseable {
  private final Socket socket;
  private final OfficeListener listener;

  Connection(Socket socket, OfficeListener listener) {
    this.socket = socket;
    this.listener = listener;
  }

  /** Prepares for reading and writing; may wait for the other end. */
  void open() throws IOException {
    Connections.setUp(socket);
  }

  InputStream in() throws IOException {
    return socket.getInputStream();
  }

  OutputStream out() throws IOException {
    return socket.getOutputStream();
  }

  /** How long a read waits for bytes; one millisecond at least. */
  void readTimeoutMillis(long millis) throws IOException {
    socket.setSoTimeout(Connections.timeoutMillis(millis));
  }

  /** Tells the other end that nothing more comes; it may still be read from. */
  void endOutput() throws IOException {
    socket.shutdownOutput();
  }

  /** Lets whoever reads find the end of the stream, now and from now on. Any thread. */
  void endInput() {
    try {
      socket.shutdownInput();
    } catch (IOException e) {
      broken(e);
    }
  }

  /** Closes the connection, whoever is using it, without waiting. Any thread. */
  void cut() {
    try {
      socket.close();
    } catch (IOException e) {
      broken(e);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  /** Reports what has ended this connection. */
  void broken(Exception why) {
    listener.on(new OfficeEvent.ConnectionBroken(toString(), why));
  }

  /** The address of the other end, as it is logged. */
  @Override
  public String toString() {
    return socket.getInetAddress() == null ? "?" : socket.getInetAddress().getHostAddress();
  }
}
