/**
 * The agency: reads its bets from a file, sends them to the office and asks for its winners.
 *
 * <p>Promises: every bet of the file is sent exactly once and in order, however often the
 * connection breaks; a file other than the one that was begun is noticed and not sent; a bad row is
 * named by file, line and field, and nothing after it is sent; no wait on the office is without a
 * limit, but for the wait for the draw.
 *
 * <p>Start reading at {@link org.bolillero.client.Agency}, go on with {@code Delivery} (which bets
 * are sent), {@code BetFileReader} (how the file becomes batches), {@code Answers} (what the office
 * says meanwhile) and {@code OfficeLink} (what happens when a connection is lost). The commands are
 * {@link org.bolillero.client.AgencyCommand}, {@link org.bolillero.client.BetCommand} and {@link
 * org.bolillero.client.PingCommand}.
 */
@org.jspecify.annotations.NullMarked
module org.bolillero.client {
  requires transitive org.bolillero.console;
  requires transitive org.bolillero.lottery;
  requires org.bolillero.protocol;
  requires de.siegmar.fastcsv;
  requires org.apache.logging.log4j;
  requires org.eclipse.collections.api;
  requires static org.jspecify;

  exports org.bolillero.client;

  opens org.bolillero.client to
      info.picocli;
}
