package org.bolillero.tls;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketImpl;
import org.jspecify.annotations.Nullable;

/** An office's end of a connection to a {@link BrokenClient}, without a network between. */
final class BrokenSocket extends Socket {
  private final BrokenClient client;
  private int timeoutMillis;

  BrokenSocket(BrokenClient client) throws SocketException {
    super((@Nullable SocketImpl) null);
    this.client = client;
  }

  @Override
  public InputStream getInputStream() {
    return new InputStream() {
      @Override
      public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] target, int offset, int length) {
        return client.say(target, offset, length);
      }
    };
  }

  @Override
  public OutputStream getOutputStream() {
    return new OutputStream() {
      @Override
      public void write(int single) {
        client.hear(new byte[] {(byte) single}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) {
        client.hear(bytes, offset, length);
      }
    };
  }

  @Override
  public void setSoTimeout(int millis) {
    timeoutMillis = millis;
  }

  @Override
  public int getSoTimeout() {
    return timeoutMillis;
  }

  @Override
  public void shutdownOutput() {}
}
