package org.bolillero.integration;

import java.util.List;

/**
 * Counts the bets and the winners of a draw once more, over what {@code log dump} writes.
 *
 * @param rows agency, names, document, birth date, number
 */
record Recount(List<Row> rows) {
  private static final int COLUMNS = 6;

  /** A bet. */
  record Row(int agency, String document, int number) {}

  /** No name of a bet that was made up has a comma. */
  static Recount of(List<String> dump) {
    return new Recount(dump.stream().map(Recount::row).toList());
  }

  private static Row row(String line) {
    String[] columns = line.split(",", COLUMNS);
    return new Row(Integer.parseInt(columns[0]), columns[3], Integer.parseInt(columns[5]));
  }

  long bets(int agency) {
    return rows.stream().filter(row -> row.agency() == agency).count();
  }

  long winners(int number) {
    return rows.stream().filter(row -> row.number() == number).count();
  }

  /** The documents of an agency's winners. */
  List<String> winners(int agency, int number) {
    return rows.stream()
        .filter(row -> row.agency() == agency && row.number() == number)
        .map(Row::document)
        .toList();
  }

  int numberOfFirstBet(int agency) {
    return rows.stream().filter(row -> row.agency() == agency).findFirst().orElseThrow().number();
  }
}
