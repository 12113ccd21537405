/**
 * The domain of the lottery: what a bet is, which bets are valid, how a batch of bets is encoded,
 * and who has won. It knows no socket and no file.
 *
 * <p>A batch is encoded once: the bytes of a {@link org.bolillero.lottery.BetBatch} are the payload
 * on the wire, the payload of a log entry, and the memory that the draw scans.
 *
 * <p>Start reading at {@link org.bolillero.lottery.Bet}, continue with {@link
 * org.bolillero.lottery.BetBatch} (the bytes) and {@link org.bolillero.lottery.BetRules} (what is
 * valid), then {@link org.bolillero.lottery.BetStreamDigest} and {@link
 * org.bolillero.lottery.Winners}.
 */
@org.jspecify.annotations.NullMarked
module org.bolillero.lottery {
  requires org.eclipse.collections.api;
  requires org.eclipse.collections.impl;
  requires static org.jspecify;

  exports org.bolillero.lottery;
}
