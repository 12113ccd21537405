package org.bolillero.server;

import org.bolillero.fuzz.FuzzTarget;

/**
 * What {@link SessionTarget} says holds over TLS, too. And then nobody speaks for another agency.
 */
final class TlsSessionTarget implements FuzzTarget {
  private final FuzzedWire tls = new FuzzedTls();

  @Override
  public String run(byte[] input) throws Exception {
    return SessionTarget.run(input, tls);
  }
}
