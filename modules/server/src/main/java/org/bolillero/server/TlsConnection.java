package org.bolillero.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.bolillero.office.OfficeEvent;
import org.bolillero.office.OfficeListener;
import org.bolillero.tls.TlsException;
import org.bolillero.tls.TlsStream;

/**
 * A connection over TLS. What must not wait, such as a cut, acts on the socket below it, as whoever
 * writes a goodbye of TLS may wait for the other end.
 */
final class TlsConnection implements Connection {
  private final PlainConnection plain;
  private final TlsStream stream;
  private final Handshakes handshakes;
  private final OfficeListener listener;

  /**
   * A connection whose handshake has not begun.
   *
   * @param plain the connection below
   * @param stream TLS over its socket
   */
  TlsConnection(
      PlainConnection plain, TlsStream stream, Handshakes handshakes, OfficeListener listener) {
    this.plain = plain;
    this.stream = stream;
    this.handshakes = handshakes;
    this.listener = listener;
  }

  @Override
  public void open() throws IOException {
    plain.open();
    handshakes.perform(stream::handshake, plain::cut);
  }

  @Override
  public Credential credential() {
    return Credential.of(stream.peer());
  }

  @Override
  public InputStream in() {
    return stream.in();
  }

  @Override
  public OutputStream out() {
    return stream.out();
  }

  @Override
  public void readTimeoutMillis(long millis) throws IOException {
    plain.readTimeoutMillis(millis);
  }

  @Override
  public void endOutput() throws IOException {
    stream.endOutput();
  }

  @Override
  public void endInput() {
    plain.endInput();
  }

  @Override
  public void cut() {
    plain.cut();
  }

  @Override
  public void close() throws IOException {
    plain.close();
  }

  @Override
  public void broken(Exception why) {
    if (why instanceof TlsException) {
      listener.on(new OfficeEvent.ConnectionInsecure(toString(), String.valueOf(why.getMessage())));
    } else {
      plain.broken(why);
    }
  }

  @Override
  public String toString() {
    return plain.toString();
  }
}
