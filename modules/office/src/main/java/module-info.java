/**
 * What the office knows and decides, without a socket: which bets each agency has stored, when the
 * draw is due, and who has won.
 *
 * <p>Start reading at {@link org.bolillero.office.Draw}.
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
