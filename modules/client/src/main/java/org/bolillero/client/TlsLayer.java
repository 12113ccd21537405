package org.bolillero.client;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.bolillero.client.Dialer.Streams;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;
import org.bolillero.tls.CertificateFact;
import org.bolillero.tls.TlsContext;
import org.bolillero.tls.TlsFileException;
import org.bolillero.tls.TlsFiles;
import org.bolillero.tls.TlsStream;

/**
 * Lays TLS over a connection. For each further one the files are read again, so that an agency that
 * waits for a draw for days goes on with a certificate that was renewed meanwhile.
 */
final class TlsLayer implements Dialer.Layer {
  private static final Logger LOGGER = LogManager.getLogger(TlsLayer.class);

  private final TlsContext context;
  private final AtomicBoolean isNew = new AtomicBoolean(true);

  private TlsLayer(TlsContext context) {
    this.context = context;
  }

  /**
   * Reads the files.
   *
   * @throws CommandException if one of them cannot be used
   */
  static TlsLayer read(TlsFiles files) throws CommandException {
    try {
      TlsContext context = TlsContext.ofClient(files);
      context.facts().stream()
          .filter(fact -> fact.kind() == CertificateFact.Kind.OWN)
          .forEach(TlsLayer::log);
      return new TlsLayer(context);
    } catch (TlsFileException e) {
      throw new CommandException(ExitCode.BAD_INPUT, String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public Streams over(Socket plain, ServerAddress server, LongSupplier leftMillis)
      throws IOException {
    if (!isNew.getAndSet(false)) {
      readAgain();
    }
    return overAsItIs(plain, server, leftMillis);
  }

  @Override
  public Dialer.Layer unchanged() {
    return this::overAsItIs;
  }

  private Streams overAsItIs(Socket plain, ServerAddress server, LongSupplier leftMillis)
      throws IOException {
    TlsStream stream = context.connect(plain, server.host(), server.port());
    stream.handshake(leftMillis::getAsLong);
    return new Streams(stream.in(), stream.out());
  }

  private void readAgain() {
    try {
      context.reload();
    } catch (TlsFileException e) {
      // They may be being replaced just now. What was read before may still do.
      LOGGER.warn("action: certificado | result: fail | motivo: {}", e.getMessage());
    }
  }

  private static void log(CertificateFact own) {
    LOGGER.info(
        "action: certificado | result: success | archivo: {} | identidad: {} | vence: {}",
        own.file(),
        own.identity(),
        own.expiry());
  }
}
