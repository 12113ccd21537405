package org.bolillero.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadFactory;
import org.bolillero.simulation.Choices;
import org.bolillero.simulation.Interleavings;
import org.bolillero.storage.LogEntry;
import org.bolillero.storage.LogException;
import org.bolillero.storage.LogListener;

/** An office, called Ana, and brokers, where nothing happens by chance. */
final class SharedScene implements LogListener {
  static final int DRAW = 7;
  static final int PAYLOAD_BYTES_MAX = 64;
  static final SharedRecord.Lead ANA = office("ana", 1);
  static final SharedRecord.Lead EVA = office("eva", 2);

  /** Nothing that is seldom happens. */
  private static final Choices PLAIN = bound -> bound - 1;

  final SimulatedWorld world = new SimulatedWorld(PLAIN);
  final SimulatedBrokers brokers = world.brokers();
  final ThreadFactory process = world.process();
  final SimulatedTopics topics = new SimulatedTopics(brokers, process);
  final Machine machine = world.machine(process);
  final List<String> warnings = new ArrayList<>();
  final List<LogException> failures = new ArrayList<>();

  static SharedRecord.Lead office(String name, int id) {
    return new SharedRecord.Lead(new UUID(0, id), Instant.EPOCH, name);
  }

  static LogEntry entry(int number) {
    return new LogEntry(1, number, ByteBuffer.allocate(Integer.BYTES).putInt(number).flip());
  }

  @Override
  public void warning(String message) {
    warnings.add(message);
  }

  @Override
  public void failed(LogException why) {
    failures.add(why);
  }

  /** Somebody else's records come to stand in a topic. */
  void store(int number, long term, long first, SharedRecord.Body... bodies) {
    SimulatedStream stream = brokers.stream(number);
    for (int i = 0; i < bodies.length; i++) {
      stream.add(new SharedRecord(number, term, first + i, bodies[i]).encode());
    }
    brokers.wakeAll();
  }

  static SharedRecord.Body bet(int number) {
    return new SharedRecord.Entry(entry(number));
  }

  /** What stands in a topic from some offset on. */
  List<SharedRecord> stored(int number, int from) {
    SimulatedStream stream = brokers.stream(number);
    List<SharedRecord> records = new ArrayList<>();
    for (int i = from; i < stream.size(); i++) {
      records.add(SharedRecord.decode(stream.get(i)).orElseThrow());
    }
    return records;
  }

  SharedRecord last(int number) {
    return stored(number, brokers.stream(number).size() - 1).getFirst();
  }

  Topic open(int number) throws LogException {
    return topics.open(number, PAYLOAD_BYTES_MAX);
  }

  void run(Interleavings.Task task) {
    world.run(process, task);
  }

  /** Does something that cannot end before something else happens. */
  boolean[] begin(Interleavings.Task task) {
    boolean[] isDone = new boolean[1];
    process
        .newThread(
            Interleavings.unchecked(() -> {
              task.run();
              isDone[0] = true;
            }))
        .start();
    return isDone;
  }

  void await(boolean[] isDone) {
    world.goOnUntil(() -> isDone[0]);
  }

  void pass(Duration time) {
    world.goOnFor(time);
  }

  /** Something is refused for a reason. */
  void assertRefused(LogException.Kind kind, Interleavings.Task task) {
    run(() -> assertEquals(kind, assertThrows(LogException.class, task::run).kind()));
  }

  /** The office was told once that it has failed. */
  void assertFailed(LogException.Kind kind) {
    assertEquals(List.of(kind), failures.stream().map(LogException::kind).toList());
  }
}
