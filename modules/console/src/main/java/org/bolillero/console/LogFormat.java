package org.bolillero.console;

/** What log lines look like. */
public enum LogFormat {
  /** For people: {@code action: … | result: … | key: value}. */
  TEXT,
  /** For programs: one JSON object a line, with the fields of the Elastic Common Schema. */
  JSON
}
