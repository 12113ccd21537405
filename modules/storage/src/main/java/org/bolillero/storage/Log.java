package org.bolillero.storage;

import org.eclipse.collections.api.list.ImmutableList;

/**
 * What a durable, append-only log of entries promises, wherever it is kept. Thread-safe.
 *
 * <p>Appending and waiting are separate, so that a thread can append many entries and wait once.
 * Entries become durable in the order in which they were appended. What is durable is there again,
 * in that order, when the log is opened the next time. A failure is final: after it nothing becomes
 * durable any more.
 */
public interface Log extends AutoCloseable {
  /** {@return the largest payload, in bytes, that an entry of this log can have} */
  int payloadBytesMax();

  /**
   * Queues an entry. It is not durable when this returns: {@link #awaitDurable}.
   *
   * @param entry the entry; its payload must not change until it is durable
   * @return its number, higher than that of every entry appended before
   * @throws LogException if the log is closed or has failed; the entry will never be durable then
   * @throws IllegalArgumentException if the payload is larger than {@link #payloadBytesMax}, or the
   *     kind is {@linkplain LogEntry#isReserved the log's own}
   */
  long append(LogEntry entry) throws LogException;

  /**
   * Waits until an entry is on stable storage, and with it all entries before it. Cannot be
   * interrupted.
   *
   * @param number the number that {@link #append} returned
   * @throws LogException if that will never happen, because the log has failed
   */
  void awaitDurable(long number) throws LogException;

  /**
   * Returns if this process may still speak for the log: what it knows from the log is not out of
   * date. To be called before telling others what the log says.
   *
   * @throws LogException if the log has failed or is closed, or belongs to somebody else by now
   */
  void confirm() throws LogException;

  /** {@return how many bytes of entries were appended and wait to be written} */
  long queuedBytes();

  /**
   * The durable part of the log as it is now, cut between entries. Holds no resources.
   *
   * @param sliceBytes how large a slice should become before it is cut
   * @return the slices, in order
   * @throws LogException if the log cannot be read
   */
  ImmutableList<LogSlice> slices(int sliceBytes) throws LogException;

  /**
   * Makes durable what was appended, unless the log has failed, and lets others have the log.
   * Idempotent.
   *
   * @throws LogException if that fails
   */
  @Override
  void close() throws LogException;
}
