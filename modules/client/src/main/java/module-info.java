/**
 * The agency: reads its bets from a file, sends them to the office, and asks for its winners.
 *
 * <p>Its promises, and the purpose of each class, are in {@code docs/client.md}.
 *
 * <p>Start reading at {@link org.bolillero.client.Agency}, continue with {@code Delivery} (which
 * bets are sent), {@code BetFileReader} (how the file becomes batches), {@code Answers} (what the
 * office says meanwhile) and {@code OfficeLink} (what happens when a connection is lost). The
 * commands are {@link org.bolillero.client.AgencyCommand}, {@link org.bolillero.client.BetCommand}
 * and {@link org.bolillero.client.PingCommand}.
 */
@org.jspecify.annotations.NullMarked
module org.bolillero.client {
  requires transitive org.bolillero.console;
  requires transitive org.bolillero.lottery;
  requires org.bolillero.protocol;
  requires org.bolillero.tls;
  requires de.siegmar.fastcsv;
  requires org.apache.logging.log4j;
  requires org.eclipse.collections.api;
  requires static org.jspecify;

  exports org.bolillero.client;

  opens org.bolillero.client to
      info.picocli;
}
