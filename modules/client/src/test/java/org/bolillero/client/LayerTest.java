package org.bolillero.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bolillero.client.Dialer.Layer;
import org.bolillero.client.Dialer.Streams;
import org.bolillero.protocol.Request;
import org.bolillero.protocol.Response;
import org.junit.jupiter.api.Test;

/** What lies between a socket and the messages, as encryption will. */
class LayerTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final List<Socket> plain = new ArrayList<>();

  @Test
  void messagesGoOverTheLayerAndClosingCutsTheSocketBelowIt() throws Exception {
    try (ServerSocket office = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> echoPingAsPong(office));
      Connection connection = dial(office, (socket, _, _) -> inverted(socket));
      Request.Ping ping = new Request.Ping(ByteBuffer.wrap(new byte[] {1, 2, 3}));
      connection.timeout(TIMEOUT);
      assertEquals(ping.echo(), connection.ask(ping, Response.Pong.class).echo());
      connection.close();
      assertTrue(plain.getFirst().isClosed());
    }
  }

  @Test
  void aLayerThatFailsLeavesTheNextAddressToBeTried() throws Exception {
    try (ServerSocket office = new ServerSocket(0, 50, InetAddress.getByName("0.0.0.0"))) {
      Layer once =
          (socket, server, left) -> {
            if (plain.size() == 1) {
              throw new IOException("no certificate");
            }
            return Layer.NONE.over(socket, server, left);
          };
      dial(office, once).close();
      assertEquals(2, plain.size());
      assertTrue(plain.getFirst().isClosed());
      plain.clear();
      Layer never =
          (_, _, _) -> {
            throw new IOException("no certificate");
          };
      IOException e = assertThrows(IOException.class, () -> dial(office, never).close());
      assertEquals("127.0.0.1: no certificate, 127.0.0.2: no certificate", e.getMessage());
    }
  }

  private Connection dial(ServerSocket office, Layer layer) throws IOException {
    Dialer dialer =
        new Dialer(
            _ ->
                new InetAddress[] {
                  InetAddress.getLoopbackAddress(), InetAddress.getByName("127.0.0.2")
                },
            Socket::new,
            layer,
            System::nanoTime);
    ServerAddress server = new ServerAddress("office.example", office.getLocalPort());
    return dialer.dial(server, TIMEOUT, 0, plain::add);
  }

  /** Needs no layer: the bytes of a PING inverted, but for its type, are those of its PONG. */
  private static void echoPingAsPong(ServerSocket office) {
    try (Socket socket = office.accept()) {
      byte[] frame = socket.getInputStream().readNBytes(8);
      frame[4] = (byte) ~0x87;
      socket.getOutputStream().write(frame);
      socket.getInputStream().read();
    } catch (IOException _) {
      // The test sees what is missing.
    }
  }

  /** Inverts every byte in both directions. */
  private static Streams inverted(Socket plain) throws IOException {
    InputStream in =
        new FilterInputStream(plain.getInputStream()) {
          @Override
          public int read(byte[] target, int offset, int length) throws IOException {
            int count = super.read(target, offset, length);
            invert(target, offset, count);
            return count;
          }
        };
    OutputStream out =
        new FilterOutputStream(plain.getOutputStream()) {
          @Override
          public void write(byte[] source, int offset, int length) throws IOException {
            byte[] copy = Arrays.copyOfRange(source, offset, offset + length);
            invert(copy, 0, length);
            out.write(copy);
          }

          @Override
          public void close() {
            throw new AssertionError("may wait for the peer");
          }
        };
    return new Streams(in, out);
  }

  private static void invert(byte[] bytes, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      bytes[i] = (byte) ~bytes[i];
    }
  }
}
