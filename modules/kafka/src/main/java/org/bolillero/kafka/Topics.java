package org.bolillero.kafka;

import java.util.Optional;
import org.bolillero.storage.LogException;
import org.eclipse.collections.api.set.primitive.ImmutableIntSet;

/** The topics of an office: one for each draw, and number 0 for the office itself. Thread-safe. */
public interface Topics extends AutoCloseable {
  /** The number of the office's own topic, which is that of no draw. */
  int OFFICE = 0;

  /**
   * Asks which topics there are.
   *
   * @return their numbers; empty if nobody answers
   * @throws LogException if they cannot be asked for, now or later
   */
  Optional<ImmutableIntSet> numbers() throws LogException;

  /**
   * Opens a topic, to be read from its first record on. Makes it if it is not there. Waits until
   * somebody answers.
   *
   * @param number the draw, or {@link #OFFICE}
   * @param payloadBytesMax how large the payload of an entry may be that it has to hold
   * @return the topic
   * @throws LogException if it is not there and may not be made, or could lose what was
   *     acknowledged ({@link LogException.Kind#UNSUITABLE}), or cannot be used
   */
  Topic open(int number, int payloadBytesMax) throws LogException;

  /** Lets go of all resources but those of topics that are open. Idempotent. */
  @Override
  void close();
}
