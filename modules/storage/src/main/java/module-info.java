/**
 * A durable, recoverable, append-only log of opaque entries.
 *
 * <p>Promises: when {@link org.bolillero.storage.DurableLog#awaitDurable} returns, the entry is on
 * stable storage; what was once durable is there again after any crash, in order, or the log
 * refuses to open and names the damage; what was cut off by a crash was never known to be durable.
 * A failed write or force is final, and so is the loss of a file that is open. It knows nothing of
 * what the entries mean: kinds, keys and the identity of a log are its owner's.
 *
 * <p>Start reading at {@link org.bolillero.storage.Log}, which says what a log promises, and {@link
 * org.bolillero.storage.DurableLog}, the one on a local disk; go on with {@code Committer} (the
 * threads) and {@code LogWriter} (write, force, publish), {@code EntryFormat} and {@code
 * SegmentFormat} (the bytes), then {@code Recovery} (the decision table). {@code LogFiles} is the
 * seam to the disk. The format is in {@code docs/log-format.md}.
 */
@org.jspecify.annotations.NullMarked
module org.bolillero.storage {
  requires transitive org.eclipse.collections.api;
  requires org.eclipse.collections.impl;
  requires static org.jspecify;

  exports org.bolillero.storage;
}
