/**
 * The one command: it gathers the commands of the other modules and adds those that need several of
 * them.
 *
 * <p>Promises: the same seed makes the same files of bets, byte for byte, on every machine and in
 * every version.
 *
 * <p>Start reading at {@code Bolillero} (the list of commands), go on with {@code GenerateCommand}
 * and {@code BetGenerator}.
 */
@org.jspecify.annotations.NullMarked
module org.bolillero.cli {
  requires com.google.gson;
  requires de.siegmar.fastcsv;
  requires java.net.http;
  requires org.bolillero.brokers;
  requires org.bolillero.client;
  requires org.bolillero.console;
  requires org.bolillero.lottery;
  requires org.bolillero.office;
  requires org.bolillero.pki;
  requires org.bolillero.server;
  requires org.bolillero.storage;
  requires org.bolillero.tls;
  requires org.bolillero.watch;
  requires org.eclipse.collections.impl;
  requires static org.jspecify;

  opens org.bolillero.cli to
      info.picocli;
}
