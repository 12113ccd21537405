package org.bolillero.simulation;

/** The simulated machine has lost its power: no call to the disk returns from now on. */
public final class PowerCut extends Error {
  private static final long serialVersionUID = 1;

  PowerCut() {
    super("power cut", null, false, false);
  }
}
