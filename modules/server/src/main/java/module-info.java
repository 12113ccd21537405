/**
 * The central office: takes bets from agencies, stores each acknowledged bet durably and exactly
 * once, and holds the draw exactly once, when the last expected agency has finished.
 *
 * <p>Start reading at {@link org.bolillero.server.CentralOffice}. What the office knows and decides
 * is in {@link org.bolillero.office}.
 */
@org.jspecify.annotations.NullMarked
module org.bolillero.server {
  requires org.apache.logging.log4j;
  requires org.bolillero.admin;
  requires transitive org.bolillero.console;
  requires transitive org.bolillero.lottery;
  requires transitive org.bolillero.office;
  requires org.bolillero.protocol;
  requires transitive org.bolillero.storage;
  requires transitive org.bolillero.tls;
  requires org.bolillero.watch;
  requires transitive org.eclipse.collections.api;
  requires org.eclipse.collections.impl;
  requires static org.jspecify;

  exports org.bolillero.server;

  uses org.bolillero.storage.SharedLogs.Provider;

  opens org.bolillero.server to
      info.picocli;
}
