package org.bolillero.server;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.bolillero.office.OfficeEvent;

/** The log lines that say how connections are kept safe, and warn of what expires. */
final class CertificateLines {
  private static final Logger LOGGER = LogManager.getLogger(CertificateLines.class);

  private CertificateLines() {}

  static void inForce(OfficeEvent.CertificateInForce certificate) {
    LOGGER.log(
        certificate.isDue() ? Level.WARN : Level.INFO,
        "action: certificado | result: {} | uso: {} | archivo: {} | de: {} | identidad: {} | vence:"
            + " {}"
            + (certificate.isDue() ? " | motivo: it has to be renewed soon" : ""),
        certificate.isDue() ? "in_progress" : "success",
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
