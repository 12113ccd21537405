package org.bolillero.kafka;

import org.bolillero.storage.Log;

/** What is wrong with the offices of a simulation; nothing, if nothing is overridden. */
public interface SimulatedFault {
  /** Offices as they are. */
  SimulatedFault NONE = new SimulatedFault() {};

  /** Puts itself between an office and a topic. */
  default Topic in(int number, Topic topic) {
    return topic;
  }

  /** Puts itself between an office and the log of a draw. */
  default Log in(Log log) {
    return log;
  }
}
