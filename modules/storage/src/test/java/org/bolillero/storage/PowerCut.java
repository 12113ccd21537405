package org.bolillero.storage;

/** The simulated machine has lost its power: no call to the disk returns from now on. */
final class PowerCut extends Error {
  private static final long serialVersionUID = 1;

  PowerCut() {
    super("power cut", null, false, false);
  }
}
