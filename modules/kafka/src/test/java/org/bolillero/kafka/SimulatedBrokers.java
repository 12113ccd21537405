package org.bolillero.kafka;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.bolillero.simulation.Choices;
import org.bolillero.simulation.Interleavings;
import org.bolillero.simulation.SimulatedTime;

/**
 * Brokers that keep the topics of offices, lose what they may lose, and tell of it or not. What was
 * stored can be read at once, and is never lost.
 */
public final class SimulatedBrokers {
  /** So long the client of a broker tries to send a record. */
  private static final Duration SENDING_MAX = Duration.ofSeconds(20);

  /** So many records come at once at most. */
  private static final int FETCHED_MAX = 5;

  private final Choices choices;
  private final SimulatedTime time;
  private final Map<Integer, SimulatedStream> streams = new TreeMap<>();

  /** What was sent and has not arrived, in the order of each topic's sending. */
  private final List<Sending> sendings = new ArrayList<>();

  /** What was sent, and comes although its sender was told that it does not, or comes again. */
  private final List<Sending> late = new ArrayList<>();

  /** Whose sender waits for the answer. */
  private final List<Answer> answers = new ArrayList<>();

  /** One in so many records has a trouble; 0 for none. */
  private int troubles;

  private boolean areAway;
  private boolean areTooFew;

  private int losses;
  private int repetitions;

  private record Sending(
      SimulatedTopic topic, ByteBuffer record, CompletableFuture<Void> answer, long sinceNanos) {}

  private record Answer(Sending sending, boolean isStored, long dueNanos) {}

  SimulatedBrokers(Choices choices, SimulatedTime time) {
    this.choices = choices;
    this.time = time;
  }

  SimulatedTime time() {
    return time;
  }

  /** From now on one in so many records has a trouble; 0 for none. */
  public void trouble(int oneIn) {
    troubles = oneIn;
  }

  /** Nobody reaches the brokers, or all do again. */
  public void away(boolean areAwayNow) {
    areAway = areAwayNow;
    wakeAll();
  }

  /** From now on they answer and store nothing, as most of them are away; or they store again. */
  void tooFew(boolean areTooFewNow) {
    areTooFew = areTooFewNow;
    wakeAll();
  }

  void wakeAll() {
    time.wake(this);
    streams.values().forEach(time::wake);
  }

  boolean reaches(SimulatedTopics process) {
    return !areAway && !process.isCutOff();
  }

  /** How many records were lost so far. */
  public int losses() {
    return losses;
  }

  /** How many were stored more than once. */
  public int repetitions() {
    return repetitions;
  }

  /** The numbers of the topics. */
  IntStream numbers() {
    return streams.keySet().stream().mapToInt(Integer::intValue);
  }

  /** The topic of a number; made if it is not there. */
  public SimulatedStream stream(int number) {
    return streams.computeIfAbsent(number, SimulatedStream::new);
  }

  /** Whether a topic is there, and is the one that it was. */
  boolean has(SimulatedStream stream) {
    return streams.get(stream.number()) == stream;
  }

  /** Somebody deletes a topic; another one of its name may be made. */
  void delete(int number) {
    SimulatedStream deleted = streams.remove(number);
    if (deleted != null) {
      time.wake(deleted);
    }
  }

  /** Lets another thread go on first, now and then. */
  void pauseNowAndThen() {
    if (choices.oneIn(4)) {
      Interleavings.pause();
    }
  }

  /** How many of some records a reader gets at once; they may be on their way. */
  int fetched(int records) {
    if (choices.oneIn(4)) {
      return 0;
    }
    return 1 + choices.below(Math.min(records, FETCHED_MAX));
  }

  CompletionStage<Void> send(SimulatedTopic topic, ByteBuffer record) {
    CompletableFuture<Void> answer = new CompletableFuture<>();
    sendings.add(new Sending(topic, record, answer, time.nanoTime()));
    return answer;
  }

  /** How many records of an open topic have not arrived. */
  int sending(SimulatedTopic topic) {
    int count = 0;
    for (Sending each : sendings) {
      if (each.topic == topic) {
        count++;
      }
    }
    return count;
  }

  /** Lets something happen to what is on its way; false if nothing can. */
  boolean step() {
    if (giveUpTheOldest()) {
      return true;
    }
    int next = choices.below(3);
    return switch (next) {
      case 0 -> storeLate() || answer() || arrive();
      case 1 -> answer() || arrive() || storeLate();
      default -> arrive() || answer() || storeLate();
    };
  }

  /** What is late does not come any more. */
  void dropLate() {
    late.clear();
  }

  private boolean storeLate() {
    if (late.isEmpty() || areAway || areTooFew) {
      return false;
    }
    store(late.remove(choices.below(late.size())));
    return true;
  }

  private boolean answer() {
    int from = choices.below(Math.max(1, answers.size()));
    for (int i = 0; i < answers.size(); i++) {
      Answer answer = answers.get((from + i) % answers.size());
      boolean isOver = isOver(answer.sending);
      if (isOver || isDue(answer)) {
        answers.remove(answer);
        tell(answer.sending, answer.isStored && !isOver);
        return true;
      }
    }
    return false;
  }

  private boolean isDue(Answer answer) {
    return reaches(answer.sending.topic.process()) && answer.dueNanos <= time.nanoTime();
  }

  /** The client does not try for ever. */
  private boolean isOver(Sending sending) {
    return time.nanoTime() - sending.sinceNanos >= SENDING_MAX.toNanos();
  }

  private void tellLater(Sending sending, boolean isStored) {
    answers.add(new Answer(sending, isStored, time.nanoTime()));
  }

  private boolean arrive() {
    int from = choices.below(Math.max(1, sendings.size()));
    for (int i = 0; i < sendings.size(); i++) {
      SimulatedTopic topic = sendings.get((from + i) % sendings.size()).topic;
      if (reaches(topic.process()) && !areTooFew && !topic.process().isHeld()) {
        arrive(firstOf(topic));
        return true;
      }
    }
    return false;
  }

  private Sending firstOf(SimulatedTopic topic) {
    List<Sending> sent = sendings.stream().filter(each -> each.topic == topic).toList();
    boolean isOvertaken = sent.size() > 1 && isTroubled();
    return sent.get(isOvertaken ? 1 : 0);
  }

  private boolean isTroubled() {
    return troubles > 0 && choices.oneIn(troubles);
  }

  private void arrive(Sending sending) {
    sendings.remove(sending);
    time.wake(sending.topic);
    if (!isTroubled()) {
      storeAndConfirm(sending);
      return;
    }
    switch (choices.below(6)) {
      case 0 -> { // Lost, and those behind it are not.
        losses++;
        tellLater(sending, false);
      }
      case 1 -> { // Stored, and said not to be.
        store(sending);
        tellLater(sending, false);
      }
      case 2 -> { // Said not to be stored, and stored later.
        tellLater(sending, false);
        late.add(sending);
      }
      case 3 -> { // Stored twice.
        storeAndConfirm(sending);
        store(sending);
        repetitions++;
      }
      case 4 -> { // Stored again later.
        storeAndConfirm(sending);
        late.add(sending);
        repetitions++;
      }
      default -> { // Stored, and the answer is lost.
        store(sending);
        answers.add(new Answer(sending, false, Long.MAX_VALUE));
      }
    }
  }

  private void storeAndConfirm(Sending sending) {
    store(sending);
    tellLater(sending, true);
  }

  private void store(Sending sending) {
    sending.topic.stream().add(sending.record);
    time.wake(sending.topic.stream());
  }

  private void tell(Sending sending, boolean isStored) {
    CompletableFuture<Void> answer = sending.answer;
    if (isStored) {
      sending.topic.stream().confirm(sending.record);
      sending.topic.process().call(() -> answer.complete(null));
    } else {
      sending
          .topic
          .process()
          .call(() -> answer.completeExceptionally(new IOException("the brokers say no")));
    }
  }

  private boolean giveUpTheOldest() {
    if (sendings.isEmpty() || !isOver(sendings.getFirst())) {
      return false;
    }
    Sending oldest = sendings.removeFirst();
    time.wake(oldest.topic);
    lose(oldest);
    tell(oldest, false);
    return true;
  }

  /** It may be on its way. */
  private void lose(Sending sending) {
    if (choices.oneIn(2)) {
      late.add(sending);
    }
  }

  /** The sender of a topic does not wait for any answer. */
  void giveUp(SimulatedTopic topic) {
    for (Answer each : List.copyOf(answers)) {
      if (each.sending.topic == topic) {
        answers.remove(each);
        tell(each.sending, false);
      }
    }
    for (Sending each : List.copyOf(sendings)) {
      if (each.topic == topic) {
        sendings.remove(each);
        lose(each);
        tell(each, false);
      }
    }
  }

  /** A process was killed. */
  void forget(SimulatedTopics process) {
    answers.removeIf(each -> each.sending.topic.process() == process);
    for (Sending each : List.copyOf(sendings)) {
      if (each.topic.process() == process) {
        sendings.remove(each);
        lose(each);
      }
    }
  }
}
