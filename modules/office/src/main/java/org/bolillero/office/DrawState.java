package org.bolillero.office;

/** How far the life of a draw has come. Each state is begun by an entry that is durable. */
public enum DrawState {
  /** Bets are taken. */
  OPEN,
  /** No bets are taken any more; agencies can still finish, or be excused. */
  CLOSED,
  /** It is fixed which bets are in the draw; the number may be entered. */
  SEALED,
  /** The number is known. */
  NUMBERED,
  /** There is a result, which agencies can ask for. */
  DRAWN
}
