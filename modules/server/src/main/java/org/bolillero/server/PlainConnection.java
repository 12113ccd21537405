package org.bolillero.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import org.bolillero.office.OfficeEvent;
import org.bolillero.office.OfficeListener;
import org.bolillero.protocol.Connections;

/** A connection over a socket, as it is: anybody can read and change what is on its way. */
final class PlainConnection implements Connection {
  private final Socket socket;
  private final OfficeListener listener;

  PlainConnection(Socket socket, OfficeListener listener) {
    this.socket = socket;
    this.listener = listener;
  }

  @Override
  public void open() throws IOException {
    Connections.setUp(socket);
  }

  @Override
  public Credential credential() {
    return Credential.ofAnybody();
  }

  @Override
  public InputStream in() throws IOException {
    return socket.getInputStream();
  }

  @Override
  public OutputStream out() throws IOException {
    return socket.getOutputStream();
  }

  @Override
  public void readTimeoutMillis(long millis) throws IOException {
    socket.setSoTimeout(Connections.timeoutMillis(millis));
  }

  @Override
  public void endOutput() throws IOException {
    socket.shutdownOutput();
  }

  @Override
  public void endInput() {
    try {
      socket.shutdownInput();
    } catch (IOException e) {
      broken(e);
    }
  }

  @Override
  public void cut() {
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

  @Override
  public void broken(Exception why) {
    listener.on(new OfficeEvent.ConnectionBroken(toString(), why));
  }

  @Override
  public String toString() {
    return socket.getInetAddress() == null ? "?" : socket.getInetAddress().getHostAddress();
  }
}
