package org.bolillero.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What a process of a demonstration says. It keeps what others wait for or ask for, and the last
 * words. Any thread may use it.
 */
final class SpokenLines {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int LAST_WORDS = 10;

  /** What an office says for each batch of bets, of which there may be any number. */
  private static final String OF_BETS = "action: apuesta_";

  private final String speaker;
  private final List<String> lines = new ArrayList<>();
  private final Deque<String> lastWords = new ArrayDeque<>();
  private boolean isOver;

  private SpokenLines(String speaker) {
    this.speaker = speaker;
  }

  /** Listens to a process until it has ended. */
  static SpokenLines of(String speaker, Process process) {
    SpokenLines spoken = new SpokenLines(speaker);
    Thread.ofVirtual().start(() -> spoken.listen(process.inputReader()));
    return spoken;
  }

  private void listen(BufferedReader said) {
    try (said) {
      for (String line = said.readLine(); line != null; line = said.readLine()) {
        add(line);
      }
    } catch (IOException _) {
      // As good as the end.
    }
    end();
  }

  private synchronized void add(String line) {
    if (!line.contains(OF_BETS)) {
      lines.add(line);
    }
    lastWords.addLast(line);
    if (lastWords.size() > LAST_WORDS) {
      lastWords.removeFirst();
    }
    notifyAll();
  }

  private synchronized void end() {
    isOver = true;
    notifyAll();
  }

  /** Waits until something was said. */
  synchronized void await(String text) throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (lines.stream().noneMatch(line -> line.contains(text))) {
      long millis = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (isOver || millis <= 0) {
        throw failure(isOver ? "it has ended" : "nothing for " + PATIENCE.toSeconds() + " s");
      }
      wait(millis);
    }
  }

  /** All that was said so far, but of bets. */
  synchronized Stream<String> said() {
    return List.copyOf(lines).stream();
  }

  /** A failure with the last words. */
  synchronized IOException failure(String why) {
    return new IOException(speaker + ": " + why + "\n" + String.join("\n", lastWords));
  }
}
