package org.bolillero.kafka;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import org.bolillero.storage.LogException;

/** Stands between an office and a topic. What it does not override is as it should be. */
class FaultyTopic implements Topic {
  private final Topic topic;

  /** What this office believes to have read, before anything else. */
  private final Queue<SharedRecord> imagined = new ArrayDeque<>();

  private boolean isReading;

  FaultyTopic(Topic topic) {
    this.topic = topic;
  }

  /** What becomes of a record that is sent. */
  CompletionStage<Void> send(SharedRecord record, CompletionStage<Void> answer) {
    return answer;
  }

  /** What the office believes to read. */
  List<SharedRecord> read(SharedRecord record) {
    return List.of(record);
  }

  /** Whether there was something to read the last time. */
  final boolean isReading() {
    return isReading;
  }

  final void imagine(SharedRecord record) {
    imagined.add(record);
  }

  static boolean isLead(SharedRecord record) {
    return record.body() instanceof SharedRecord.Lead;
  }

  @Override
  public int recordBytesMax() {
    return topic.recordBytesMax();
  }

  @Override
  public CompletionStage<Void> append(ByteBuffer record) throws LogException {
    return send(SharedRecord.decode(record).orElseThrow(), topic.append(record));
  }

  @Override
  public List<ByteBuffer> poll(Duration wait) throws LogException {
    List<ByteBuffer> read = new ArrayList<>();
    while (!imagined.isEmpty()) {
      read.add(imagined.remove().encode());
    }
    for (ByteBuffer each : read.isEmpty() ? topic.poll(wait) : List.<ByteBuffer>of()) {
      read(SharedRecord.decode(each).orElseThrow()).forEach(record -> read.add(record.encode()));
    }
    isReading = !read.isEmpty();
    return read;
  }

  @Override
  public long position() {
    return topic.position();
  }

  @Override
  public OptionalLong end() throws LogException {
    return topic.end();
  }

  @Override
  public void close() {
    topic.close();
  }
}
