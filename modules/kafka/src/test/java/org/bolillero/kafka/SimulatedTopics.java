package org.bolillero.kafka;

import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import org.bolillero.simulation.SimulatedTime;
import org.bolillero.storage.LogException;
import org.eclipse.collections.api.set.primitive.ImmutableIntSet;
import org.eclipse.collections.impl.factory.primitive.IntSets;

/** The topics of simulated brokers, as one process sees them. */
final class SimulatedTopics implements Topics {
  private final SimulatedBrokers brokers;
  private final ThreadFactory threads;
  private boolean isCutOff;
  private boolean isHeld;
  private int lag;
  private boolean isGone;

  SimulatedTopics(SimulatedBrokers brokers, ThreadFactory threads) {
    this.brokers = brokers;
    this.threads = threads;
  }

  /** The process does not reach the brokers, although others may, or does again. */
  void cutOff(boolean isCut) {
    isCutOff = isCut;
    brokers.wakeAll();
  }

  boolean isCutOff() {
    return isCutOff;
  }

  /** What the process sends stays in its memory, or does not any more. */
  void hold(boolean isHeldNow) {
    isHeld = isHeldNow;
  }

  boolean isHeld() {
    return isHeld;
  }

  /** What it asks for comes late for some times, as its connections have to be made again. */
  void lag(int times) {
    lag = times;
  }

  boolean isLate() {
    return lag > 0 && lag-- > 0;
  }

  /** The process was killed. What it has sent may arrive, or not. */
  void die() {
    isGone = true;
    brokers.forget(this);
  }

  boolean isGone() {
    return isGone;
  }

  /** Does something in a thread of the process. */
  void call(Runnable what) {
    if (!isGone) {
      threads.newThread(what).start();
    }
  }

  @Override
  public Optional<ImmutableIntSet> numbers() {
    brokers.pauseNowAndThen();
    return brokers.reaches(this)
        ? Optional.of(IntSets.immutable.ofAll(brokers.numbers()))
        : Optional.empty();
  }

  @Override
  public Topic open(int number, int payloadBytesMax) throws LogException {
    brokers.time().await(brokers, () -> brokers.reaches(this), SimulatedTime.FOREVER);
    return new SimulatedTopic(brokers, this, brokers.stream(number));
  }

  @Override
  public void close() {
    // Its topics have to be closed one by one.
  }
}
