package org.bolillero.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketImpl;
import java.net.SocketOption;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** One end of a connection in a {@link SimulatedNetwork}. */
final class SimulatedSocket extends Socket {
  private final SimulatedNetwork network;
  private @Nullable SimulatedSocket peer;

  /** What has come and was not read yet. */
  private byte[] received = {};

  private boolean peerHasEnded;
  private boolean reset;
  private boolean closed;
  private int timeoutMillis;
  private @Nullable Thread reader;

  /** How many more bytes leave before the connection is lost; negative if it stays. */
  private int bytesUntilLoss;

  /** Whether what leaves gets lost, and nobody is told. */
  private boolean mute;

  SimulatedSocket(SimulatedNetwork network) throws SocketException {
    super((@Nullable SocketImpl) null);
    this.network = network;
    this.bytesUntilLoss = network.choices().oneIn(4) ? network.choices().below(1000) : -1;
  }

  void pairWith(SimulatedSocket other) {
    peer = other;
    other.peer = this;
  }

  @Override
  public void connect(SocketAddress office) throws SocketException {
    network.connect(this, ((InetSocketAddress) office).getPort());
  }

  /** The connection is broken; what has come may still be read, or not. */
  void reset() {
    reset = true;
    if (network.choices().oneIn(2)) {
      received = new byte[0];
    }
    wakeReader();
  }

  private void wakeReader() {
    if (reader != null) {
      LockSupport.unpark(reader);
    }
  }

  private void write(byte[] bytes, int offset, int size) throws SocketException {
    checkOpen();
    if (reset) {
      throw new SocketException("Connection reset");
    }
    int leaving = bytesUntilLoss < 0 ? size : Math.min(size, bytesUntilLoss);
    if (!mute) {
      other().receive(Arrays.copyOfRange(bytes, offset, offset + leaving));
    }
    if (bytesUntilLoss >= 0) {
      bytesUntilLoss -= leaving;
      if (leaving < size) {
        lose();
      }
    }
  }

  private void lose() {
    network.countLoss();
    bytesUntilLoss = -1;
    if (network.choices().oneIn(3)) {
      mute = true;
    } else {
      reset();
      other().reset();
    }
  }

  private void receive(byte[] bytes) {
    if (closed) {
      other().reset();
      return;
    }
    int before = received.length;
    received = Arrays.copyOf(received, before + bytes.length);
    System.arraycopy(bytes, 0, received, before, bytes.length);
    wakeReader();
  }

  private int read(byte[] target, int offset, int sizeMax) throws IOException {
    reader = Thread.currentThread();
    boolean inTime =
        network.await(() -> closed || reset || received.length > 0 || peerHasEnded, timeoutMillis);
    reader = null;
    checkOpen();
    if (!inTime) {
      throw new SocketTimeoutException("Read timed out");
    }
    if (received.length > 0) {
      int available = Math.min(sizeMax, received.length);
      int size = network.choices().oneIn(4) ? 1 + network.choices().below(available) : available;
      System.arraycopy(received, 0, target, offset, size);
      received = Arrays.copyOfRange(received, size, received.length);
      return size;
    }
    if (reset) {
      throw new SocketException("Connection reset");
    }
    return -1;
  }

  private void checkOpen() throws SocketException {
    if (closed) {
      throw new SocketException("Socket closed");
    }
  }

  private SimulatedSocket other() {
    if (peer == null) {
      throw new AssertionError("not connected");
    }
    return peer;
  }

  @Override
  public void shutdownOutput() throws IOException {
    checkOpen();
    if (!mute && !reset) {
      other().peerHasEnded = true;
      other().wakeReader();
    }
  }

  /** As with TCP, the peer is told of a reset if there was something left to read. */
  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    if (peer != null) {
      shutdownOutput();
      if (received.length > 0 && !mute) {
        peer.reset();
      }
    }
    closed = true;
    wakeReader();
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  @Override
  public InputStream getInputStream() {
    return new InputStream() {
      @Override
      public int read() {
        throw new UnsupportedOperationException();
      }

      @Override
      public int read(byte[] target, int offset, int size) throws IOException {
        return SimulatedSocket.this.read(target, offset, size);
      }
    };
  }

  @Override
  public OutputStream getOutputStream() {
    return new OutputStream() {
      @Override
      public void write(int single) {
        throw new UnsupportedOperationException();
      }

      @Override
      public void write(byte[] bytes, int offset, int size) throws IOException {
        SimulatedSocket.this.write(bytes, offset, size);
      }
    };
  }

  /** In whole seconds: what the office subtracts for time that has passed is real time. */
  @Override
  public void setSoTimeout(int millis) {
    timeoutMillis = Math.ceilDiv(millis, 1000) * 1000;
  }

  @Override
  public void setTcpNoDelay(boolean on) {}

  @Override
  public <T> Socket setOption(SocketOption<T> name, T value) {
    return this;
  }

  @Override
  public Set<SocketOption<?>> supportedOptions() {
    return Set.of();
  }

  @Override
  public @Nullable InetAddress getInetAddress() {
    return null;
  }
}
