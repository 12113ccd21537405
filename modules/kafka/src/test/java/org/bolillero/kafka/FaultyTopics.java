package org.bolillero.kafka;

import java.util.Optional;
import org.bolillero.storage.LogException;
import org.eclipse.collections.api.set.primitive.ImmutableIntSet;

/** Topics with something wrong between them and an office. */
record FaultyTopics(Topics topics, SimulatedFault fault) implements Topics {
  @Override
  public Optional<ImmutableIntSet> numbers() throws LogException {
    return topics.numbers();
  }

  @Override
  public Topic open(int number, int payloadBytesMax) throws LogException {
    return fault.in(number, topics.open(number, payloadBytesMax));
  }

  @Override
  public void close() {
    topics.close();
  }
}
