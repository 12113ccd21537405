/**
 * The central office: takes bets from agencies, stores each acknowledged bet durably and exactly
 * once, and holds the draw exactly once, when the last expected agency has finished.
 *
 * <p>Everything that the office knows is in its log and is rebuilt from there, and nowhere else.
 * Start reading at {@link org.bolillero.server.CentralOffice}, which wires the parts; then {@code
 * Session} (one agency's conversation), {@code AgencyLedger} (what an agency has stored), {@code
 * ReadinessBarrier} and {@code DrawCeremony} (when and how the draw is held), {@code BetJournal}
 * (what stands in the log).
 */
@org.jspecify.annotations.NullMarked
module org.bolillero.server {
  requires de.siegmar.fastcsv;
  requires org.apache.logging.log4j;
  requires transitive org.bolillero.console;
  requires transitive org.bolillero.lottery;
  requires org.bolillero.protocol;
  requires transitive org.bolillero.storage;
  requires transitive org.eclipse.collections.api;
  requires org.eclipse.collections.impl;
  requires static org.jspecify;

  exports org.bolillero.server;

  opens org.bolillero.server to
      info.picocli;
}
