package org.bolillero.client;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;
import org.bolillero.protocol.Connections;
import org.bolillero.protocol.ErrorCode;
import org.bolillero.protocol.FrameReader;
import org.bolillero.protocol.FrameWriter;
import org.bolillero.protocol.MessageCodec;
import org.bolillero.protocol.Protocol;
import org.bolillero.protocol.ProtocolException;
import org.bolillero.protocol.Request;
import org.bolillero.protocol.Response;
import org.bolillero.tls.TlsRefusedException;
import org.jspecify.annotations.Nullable;

/**
 * A connection to the office that carries messages.
 *
 * <p>One thread may send while another receives, and any thread may close, which ends both at once.
 * An {@link IOException} of any method means that the connection is lost and that a new one may
 * succeed; a {@link CommandException} means that it will not.
 */
final class Connection implements AutoCloseable {
  private final Socket plain;
  private final ServerAddress server;
  private final FrameReader in;
  private final FrameWriter out;

  /**
   * Talks to a server over a connected socket.
   *
   * @param plain is closed to end the connection
   * @param streams carry the messages: those of the socket, or of a {@link Dialer.Layer} over it
   */
  Connection(Socket plain, Dialer.Streams streams, ServerAddress server) {
    this.plain = plain;
    this.server = server;
    this.in = new FrameReader(streams.in(), Protocol.FRAME_BYTES_DEFAULT);
    this.out = new FrameWriter(streams.out(), Protocol.FRAME_BYTES_DEFAULT);
  }

  /** Where the office was said to listen. */
  ServerAddress server() {
    return server;
  }

  /** The address that this is connected to. */
  InetAddress address() {
    return plain.getInetAddress();
  }

  /** Whether it is connected to this address and port. */
  boolean isTo(InetAddress address, int port) {
    return address.equals(plain.getInetAddress()) && port == server.port();
  }

  /** Sends a message, at the latest with the next {@link #flush}. */
  void send(Request request) throws IOException {
    out.write(request);
  }

  /** Sends what has not been sent yet. */
  void flush() throws IOException {
    out.flush();
  }

  /**
   * Waits for the next message, which must be of the given kind. It shares the read buffer and is
   * valid until the next call.
   *
   * @throws java.net.SocketTimeoutException if nothing arrives within the {@link #timeout}; the
   *     connection can still be used
   * @throws PassingErrorException if the office closes it for now
   * @throws IOException if the connection is lost
   * @throws CommandException if the office closes it for good, or sends something unexpected
   */
  <T extends Response> T receive(Class<T> kind) throws IOException, CommandException {
    try {
      ByteBuffer frame =
          in.read().orElseThrow(() -> new EOFException("the office closed the connection"));
      Response response = MessageCodec.decodeResponse(frame);
      if (response instanceof Response.Failure failure) {
        throw failed(failure);
      }
      if (!kind.isInstance(response)) {
        throw unexpected(response);
      }
      return kind.cast(response);
    } catch (SocketTimeoutException _) {
      throw new SocketTimeoutException("the office did not answer in time");
    } catch (TlsRefusedException e) {
      // The office has shown who it is, so this is its own word.
      throw new CommandException(ExitCode.REFUSED, String.valueOf(e.getMessage()), e);
    } catch (ProtocolException e) {
      throw new CommandException(ExitCode.UNREACHABLE, notAnOffice(e.getMessage()), e);
    }
  }

  /** Sends a request and waits for its answer, as {@link #receive} does. */
  <T extends Response> T ask(Request request, Class<T> kind) throws IOException, CommandException {
    request(request);
    return receive(kind);
  }

  /** Sends a request at once. If that fails, it is told why, as by {@link #receive}. */
  void request(Request request) throws IOException, CommandException {
    try {
      send(request);
      flush();
    } catch (IOException e) {
      throw reasonOf(e);
    }
  }

  CommandException unexpected(Response response) {
    return new CommandException(ExitCode.UNREACHABLE, notAnOffice("unexpected " + response));
  }

  /** Sets how long {@link #receive} waits for bytes; zero to wait for ever. */
  void timeout(Duration timeout) throws IOException {
    plain.setSoTimeout(timeout.isZero() ? 0 : Connections.timeoutMillis(timeout.toMillis()));
  }

  /** Accepts and sends larger frames from now on. */
  void frameBytesMax(int bytes) {
    in.frameBytesMax(bytes);
    out.frameBytesMax(bytes);
  }

  @Override
  public void close() {
    try {
      plain.close();
    } catch (IOException _) {
      // The next WELCOME tells what has arrived.
    }
  }

  /**
   * Finds out why sending failed: the office may have said why it closes the connection, and closed
   * it, while this side was still sending.
   */
  private IOException reasonOf(IOException sending) throws CommandException {
    try {
      while (true) {
        receive(Response.class);
      }
    } catch (IOException receiving) {
      receiving.addSuppressed(sending);
      return receiving;
    }
  }

  private static IOException failed(Response.Failure failure) throws CommandException {
    String name = failure.error().map(ErrorCode::name).orElse("error " + failure.code());
    String message = "the office says %s: %s".formatted(name, oneLine(failure.text()));
    if (failure.isRetryable()) {
      return new PassingErrorException(message);
    }
    throw new FinalErrorException(failure, message);
  }

  /** A text from the other side, without characters that could break a line or a terminal. */
  static String oneLine(String text) {
    return text.replaceAll("[\\p{C}\\u2028\\u2029]", "?");
  }

  private String notAnOffice(@Nullable String problem) {
    return server + " does not speak as an office does: " + oneLine(String.valueOf(problem));
  }
}
