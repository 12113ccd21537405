package org.bolillero.office;

/** What has become of a number that an official has entered. It is on record in any case. */
public enum NumberEntry {
  /** It is the number of the draw, which is being held. */
  ACCEPTED,
  /** It counts when the other official enters the same one. */
  WAITS_FOR_THE_OTHER,
  /** The other official has entered another one; both have to enter it again. */
  DIFFERS
}
