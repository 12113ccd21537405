package org.bolillero.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bolillero.simulation.Choices;
import org.bolillero.simulation.Interleavings;
import org.bolillero.simulation.SeededThreads;
import org.bolillero.simulation.SimulatedDisk;
import org.junit.jupiter.api.Test;

/**
 * The hand-over from those who append to the one who writes, and back, in every order in which
 * their threads can go on: nobody waits for ever, and nobody is told too early.
 */
class EveryInterleavingTest {
  private static final Choices NOTHING_HAPPENS = bound -> bound - 1;

  @Test
  void p1WhoeverAppendsIsToldOnceItIsDurable() {
    int runs =
        Interleavings.runAll(threads -> {
          Log log = new Log(threads, 0);
          Set<Long> told = new HashSet<>();
          for (int i = 0; i < 3; i++) {
            log.start(() -> {
              long number = log.append();
              Interleavings.pause();
              log.awaitDurable(number);
              told.add(number);
            });
          }
          return () -> assertEquals(3, told.size(), told::toString);
        });
    assertTrue(runs > 100, () -> "only " + runs + " orders");
  }

  @Test
  void p9WhatWasAppendedBeforeTheEndBecomesDurable() {
    int runs =
        Interleavings.runAll(threads -> {
          Log log = new Log(threads, 0);
          List<String> events = new ArrayList<>();
          log.start(() -> {
            try {
              Interleavings.pause();
              log.awaitDurable(log.append());
              events.add("durable");
            } catch (LogException e) {
              events.add("refused");
              assertEquals(LogException.Kind.CLOSED, e.kind());
            }
          });
          log.start(() -> {
            log.log.close();
            events.add("closed");
          });
          return () -> assertEquals(2, events.size(), events::toString);
        });
    assertTrue(runs > 20, () -> "only " + runs + " orders");
  }

  @Test
  void p1IfTheForceFailsEverybodyIsTold() {
    int runs =
        Interleavings.runAll(threads -> {
          Log log = new Log(threads, 1);
          List<LogException.Kind> told = new ArrayList<>();
          for (int i = 0; i < 2; i++) {
            log.start(() -> {
              try {
                Interleavings.pause();
                log.awaitDurable(log.append());
                throw new AssertionError("durable, although the disk has failed");
              } catch (LogException e) {
                told.add(e.kind());
              }
            });
          }
          return () ->
              assertEquals(List.of(LogException.Kind.FAILED, LogException.Kind.FAILED), told);
        });
    assertTrue(runs > 20, () -> "only " + runs + " orders");
  }

  /** A log, and those who use it. */
  private static final class Log {
    private final SeededThreads.Group threads;
    private final DurableLog log;

    Log(SeededThreads order, int failures) {
      threads = order.group();
      SimulatedDisk disk = new SimulatedDisk(NOTHING_HAPPENS);
      try {
        log =
            DurableLog.open(
                new SimulatedFiles(disk),
                new LogSettings(1, Texts.WORDS, LogSettings.SEGMENT_BYTES_MIN, Duration.ZERO),
                (_, _) -> {},
                new RecordingListener(),
                threads,
                Runnable::run);
      } catch (LogException e) {
        throw new AssertionError(e);
      }
      if (failures > 0) {
        disk.trouble(call ->
            call == SimulatedDisk.Call.FORCE
                ? SimulatedDisk.Outcome.FAILED
                : SimulatedDisk.Outcome.DONE);
      }
    }

    void start(Interleavings.Task task) {
      threads.newThread(Interleavings.unchecked(task)).start();
    }

    long append() throws LogException {
      return log.append(new LogEntry(1, 1, ByteBuffer.allocate(8)));
    }

    void awaitDurable(long number) throws LogException {
      log.awaitDurable(number);
    }
  }
}
