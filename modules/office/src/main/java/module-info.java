/**
 * What the office knows and decides, without a socket: which bets each agency has stored, when the
 * draw is due, and who has won.
 *
 * <p>Everything that the office knows is in its log. It is rebuilt from there and from nowhere
 * else. Start reading at {@link org.bolillero.office.Draw}; then {@code AgencyLedger} (what is
 * known of one agency), {@code DrawCeremony} (how the draw is held), and {@link
 * org.bolillero.office.DrawEventCodec} (what stands in the log).
 */
@org.jspecify.annotations.NullMarked
module org.bolillero.office {
  requires transitive org.bolillero.lottery;
  requires transitive org.bolillero.storage;
  requires transitive org.eclipse.collections.api;
  requires org.eclipse.collections.impl;
  requires static org.jspecify;

  exports org.bolillero.office;
}
