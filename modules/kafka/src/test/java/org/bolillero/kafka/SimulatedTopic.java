package org.bolillero.kafka;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import org.bolillero.simulation.SimulatedTime;
import org.bolillero.storage.LogException;

/** A topic of simulated brokers, as a process has it open. */
final class SimulatedTopic implements Topic {
  static final int RECORD_BYTES_MAX = 4096;

  /** So many records may be on their way. */
  private static final int SENDING_MAX = 12;

  private final SimulatedBrokers brokers;
  private final SimulatedTopics process;
  private final SimulatedStream stream;
  private int position;
  private boolean isClosed;

  SimulatedTopic(SimulatedBrokers brokers, SimulatedTopics process, SimulatedStream stream) {
    this.brokers = brokers;
    this.process = process;
    this.stream = stream;
  }

  SimulatedTopics process() {
    return process;
  }

  SimulatedStream stream() {
    return stream;
  }

  @Override
  public int recordBytesMax() {
    return RECORD_BYTES_MAX;
  }

  @Override
  public CompletionStage<Void> append(ByteBuffer record) throws LogException {
    brokers.pauseNowAndThen();
    brokers.time().await(this, () -> isClosed || hasRoom(), SimulatedTime.FOREVER);
    checkOpen();
    return brokers.send(this, record);
  }

  private boolean hasRoom() {
    return brokers.sending(this) < SENDING_MAX;
  }

  @Override
  public List<ByteBuffer> poll(Duration wait) throws LogException {
    brokers.pauseNowAndThen();
    brokers.time().await(stream, () -> isClosed || isLost() || hasNews(), wait);
    checkOpen();
    checkNotLost();
    List<ByteBuffer> records = new ArrayList<>();
    if (hasNews() && !process.isLate()) {
      for (int count = brokers.fetched(stream.size() - position); count > 0; count--) {
        records.add(stream.get(position++));
      }
    }
    return records;
  }

  private boolean hasNews() {
    return brokers.reaches(process) && stream.size() > position;
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public OptionalLong end() throws LogException {
    brokers.pauseNowAndThen();
    checkOpen();
    if (!brokers.reaches(process)) {
      return OptionalLong.empty();
    }
    checkNotLost();
    return OptionalLong.of(stream.size());
  }

  private void checkOpen() throws LogException {
    if (isClosed) {
      throw new LogException(LogException.Kind.CLOSED, "the topic is closed");
    }
  }

  private void checkNotLost() throws LogException {
    if (isLost()) {
      throw new LogException(
          LogException.Kind.DAMAGED, "the topic ends before offset %d".formatted(position));
    }
  }

  private boolean isLost() {
    return brokers.reaches(process) && (position > stream.size() || !brokers.has(stream));
  }

  @Override
  public void close() {
    if (!isClosed) {
      isClosed = true;
      brokers.giveUp(this);
      brokers.time().wake(this);
    }
  }
}
