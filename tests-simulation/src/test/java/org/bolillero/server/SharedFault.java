package org.bolillero.server;

import org.bolillero.kafka.SimulatedFault;

/**
 * What is wrong with offices that share their logs.
 *
 * @param ofLogs what is wrong with their logs
 * @param ofOffice what is wrong with what they do with them
 */
record SharedFault(SimulatedFault ofLogs, SimulatedHardware.Fault ofOffice) {
  /** Offices as they are. */
  static final SharedFault NONE =
      new SharedFault(SimulatedFault.NONE, SimulatedHardware.Fault.NONE);
}
