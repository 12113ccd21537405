package org.bolillero.integration;

import static org.bolillero.fuzz.Patience.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import org.bolillero.integration.Programs.Running;

/**
 * Kills the server of an office while it does something, starts the next one, and checks what there
 * is on record. Counts the kills.
 */
final class Killer {
  private static final Duration TICK = Duration.ofMillis(2);

  /** A step that nobody waits for follows soon, or was taken before. */
  private static final Duration A_MOMENT = Duration.ofMillis(300);

  private static final int MILLIS_MAX = 30;

  private final DrawOffice office;
  private final Path folder;
  private final RandomGenerator random;
  private final Map<Integer, List<String>> records = new HashMap<>();
  private final Map<String, Tally> tallies = new TreeMap<>();

  /** What somebody asks of the office. */
  interface Deed {
    void run() throws Exception;
  }

  /** Whether something is on record. */
  interface Check {
    boolean get() throws Exception;
  }

  private static final class Tally {
    private int kills;
    private int answered;
    private int recorded;
  }

  Killer(DrawOffice office, Path folder, RandomGenerator random) {
    this.office = office;
    this.folder = folder;
    this.random = random;
  }

  /**
   * Has something decided, and the server killed meanwhile; if that leaves nothing on record it is
   * decided again.
   *
   * @param group which of the groups of entries that follow is aimed at, from 1
   */
  void decide(String step, int group, String path, JsonObject fields, Check isOnRecord)
      throws Exception {
    kill(step, group, () -> office.control().post(path, fields).done(), isOnRecord);
    if (!isOnRecord.get()) {
      office.control().post(path, fields).done();
    }
  }

  /**
   * Kills the server while it does something, and starts the next one. What was answered is on
   * record then, and what was on record still is.
   */
  void kill(String step, int group, Deed deed, Check isOnRecord) throws Exception {
    remember();
    boolean answered =
        switch (random.nextInt(3)) {
          // Nothing of the entry is on the disk.
          case 0 -> killAtCall("pwrite64", group, deed);
          // It is, but nobody was told.
          case 1 -> killAtCall("fdatasync", group, deed);
          default -> killAtSomeMoment(deed);
        };
    office.restart();
    remember();
    boolean recorded = isOnRecord.get();
    assertTrue(recorded || !answered, () -> step + ": answered, and not on record");
    Tally tally = tallies.computeIfAbsent(step, _ -> new Tally());
    tally.kills++;
    tally.answered += answered ? 1 : 0;
    tally.recorded += recorded ? 1 : 0;
  }

  private boolean killAtCall(String call, int group, Deed deed) throws Exception {
    Running server = office.server();
    try (LateStrace _ = LateStrace.killing(server, folder, call, group);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Boolean> doing = threads.submit(() -> isDone(deed));
      await().pollInterval(TICK).until(() -> doing.isDone() || !server.isAlive());
      long end = System.nanoTime() + A_MOMENT.toNanos();
      await().pollInterval(TICK).until(() -> !server.isAlive() || System.nanoTime() > end);
      server.kill();
      return result(doing);
    }
  }

  private boolean killAtSomeMoment(Deed deed) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Boolean> doing = threads.submit(() -> isDone(deed));
      pause(Duration.ofNanos(random.nextLong(Duration.ofMillis(MILLIS_MAX).toNanos())));
      office.server().kill();
      return result(doing);
    }
  }

  /** Waits that long. */
  static void pause(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    await().pollDelay(Duration.ZERO).pollInterval(TICK).until(() -> System.nanoTime() > end);
  }

  private static boolean isDone(Deed deed) throws Exception {
    try {
      deed.run();
      return true;
    } catch (IOException _) {
      return false; // The connection was lost.
    }
  }

  private static boolean result(Future<Boolean> doing) throws InterruptedException {
    try {
      return doing.get();
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    }
  }

  /** Begins to look at the record of a draw. */
  void watch(int draw) {
    records.put(draw, List.of());
  }

  /** Looks at the records, to which only something may have been added. */
  private void remember() throws IOException, InterruptedException {
    for (Map.Entry<Integer, List<String>> each : records.entrySet()) {
      List<String> before = each.getValue();
      List<String> now =
          office.control().record(each.getKey()).stream().map(Killer::withoutDetails).toList();
      assertEquals(before, now.subList(0, Math.min(before.size(), now.size())));
      each.setValue(now);
    }
  }

  /** A number that was hidden is shown later. */
  private static String withoutDetails(JsonObject line) {
    JsonObject copy = line.deepCopy();
    copy.remove("details");
    return copy.toString();
  }

  /** Looks at no record any more. */
  void forget() {
    records.clear();
  }

  /** Prints how often the server was killed at which step. */
  void report() {
    tallies.forEach((step, tally) ->
        System.out.printf(
            "killed at %s: %d times, %d after the answer, %d on record%n",
            step, tally.kills, tally.answered, tally.recorded));
  }
}
