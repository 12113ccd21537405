package org.bolillero.server;

import java.time.Duration;
import java.time.Instant;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.bolillero.office.OfficeEvent;

/** The log lines that say how connections are kept safe, and warn in time of what expires. */
final class CertificateLines {
  private static final Logger LOGGER = LogManager.getLogger(CertificateLines.class);

  /** Somebody has to notice the line, make a certificate and bring it to its machine. */
  private static final Duration CERTIFICATE_DUE = Duration.ofDays(30);

  /** Lists are made anew more often, mostly by a program. */
  private static final Duration LIST_DUE = Duration.ofDays(2);

  private CertificateLines() {}

  static void inForce(OfficeEvent.CertificateInForce certificate) {
    Duration due = certificate.use().equals(Certificates.REVOCATIONS) ? LIST_DUE : CERTIFICATE_DUE;
    boolean isDue = certificate.expiry().minus(due).isBefore(Instant.now());
    LOGGER.log(
        isDue ? Level.WARN : Level.INFO,
        "action: certificado | result: {} | uso: {} | archivo: {} | de: {} | identidad: {} | vence:"
            + " {}"
            + (isDue ? " | motivo: it has to be renewed soon" : ""),
        isDue ? "in_progress" : "success",
        certificate.use(),
        certificate.file(),
        certificate.subject(),
        certificate.identity().isEmpty() ? "-" : certificate.identity(),
        certificate.expiry());
  }

  static void notEncrypted(boolean isForOtherMachines) {
    if (isForOtherMachines) {
      LOGGER.warn(
          "action: cifrado | result: in_progress | tls: no | motivo: --plaintext: whoever can"
              + " connect can speak for any agency");
    } else {
      LOGGER.info("action: cifrado | result: success | tls: no | alcance: loopback");
    }
  }
}
