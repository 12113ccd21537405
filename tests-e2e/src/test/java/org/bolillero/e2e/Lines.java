package org.bolillero.e2e;

/** The log lines that scripts know. */
final class Lines {
  static final String LISTENS = "action: accept_connections | result: in_progress";
  static final String RECEIVED = "action: apuesta_recibida | result: success";
  static final String SINGLE = "action: apuesta_almacenada | result: success";
  static final String DRAWN = "action: sorteo | result: success";
  static final String DELIVERED = "INFO     action: apuesta_enviada | result: success";

  /** Some bets are stored, and there are more to come. */
  static final String DELIVERING = "DEBUG    action: apuesta_enviada | result: success";

  static final String FINISHED = "action: finish | result: success";
  static final String RESUMED = "action: resume | result: success";
  static final String WINNERS = "action: consulta_ganadores | result: success";

  /** This office leads from now on. */
  static final String LEADS = "action: relevo | result: success";

  /** Another one leads, and this one stands by. */
  static final String STANDS_BY = "action: relevo | result: in_progress";

  static final String PLAINTEXT = "action: cifrado | result: in_progress | tls: no";

  private Lines() {}

  static String winners(long count) {
    return WINNERS + " | cant_ganadores: " + count;
  }
}
