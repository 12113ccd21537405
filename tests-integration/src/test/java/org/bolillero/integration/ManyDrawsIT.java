package org.bolillero.integration;

import static org.bolillero.fuzz.Patience.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.bolillero.integration.Programs.Running;
import org.bolillero.integration.Programs.Surroundings;
import org.bolillero.office.Draws;
import org.bolillero.protocol.Protocol;
import org.bolillero.protocol.Request;
import org.bolillero.protocol.Response;
import org.bolillero.storage.DurableLog;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * An office with very many draws that are over, beside one without any: they cost it nothing until
 * somebody asks for one. What can be counted is checked. How long things took and how much memory
 * they needed is printed, and no more than that: others may want the processors, too.
 */
@Isolated("from other tests, whose processes would take the processors")
class ManyDrawsIT {
  private static final Surroundings SMALL_HEAP = Surroundings.heap("256m");
  private static final boolean IS_LOAD = Boolean.getBoolean("bolillero.load");
  private static final int DRAWS = IS_LOAD ? 1_000 : 60;
  private static final int ROUNDS = IS_LOAD ? 9 : 2;
  private static final int ASKED = IS_LOAD ? 300 : 30;

  @TempDir Path folder;
  @AutoClose private final Programs programs = new Programs(() -> folder);

  /** What a start has cost. */
  private record Cost(double millis, int megabytes, int anonymousMegabytes, int files, int maps) {}

  @Tag("long")
  @Test
  void drawsThatAreOverCostNothingUntilSomebodyAsks() throws Exception {
    Path many = folder.resolve("many");
    Path none = folder.resolve("none");
    new OldDraws().make(many, DRAWS);
    report("first start, which notes that they are over", List.of(start(many)));
    List<Cost> with = new ArrayList<>();
    List<Cost> without = new ArrayList<>();
    start(none);
    for (int round = 0; round < ROUNDS; round++) {
      without.add(start(none));
      with.add(start(many));
    }
    report("without draws", without);
    report(DRAWS + " draws of " + OldDraws.BETS + " bets", with);
    for (Cost each : with) {
      assertEquals(1, each.files(), "the lock, and nothing of any draw");
      assertEquals(0, each.maps());
    }
    askForOldDraws(many);
  }

  private Running open(Path data) throws IOException {
    return programs.start(
        SMALL_HEAP, "server", "--port=0", "--admin=127.0.0.1:0", "--data=" + data);
  }

  private Cost start(Path data) throws Exception {
    long begin = System.nanoTime();
    Running office = open(data);
    awaitPort(office);
    double millis = (System.nanoTime() - begin) / 1e6;
    long pid = office.pid();
    Cost cost =
        new Cost(
            millis,
            ProcessStatus.megabytes(pid, "VmRSS"),
            ProcessStatus.megabytes(pid, "RssAnon"),
            openFiles(pid, data),
            mappedFiles(pid, data));
    office.terminate();
    assertEquals(0, office.exitCode(), office::log);
    return cost;
  }

  /** As soon as it listens, to a few milliseconds. */
  private static int awaitPort(Running office) throws IOException {
    await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(2))
        .until(() -> !office.isAlive() || office.err().contains("action: accept_connections"));
    return office.port();
  }

  private static int openFiles(long pid, Path data) throws IOException {
    int count = 0;
    try (Stream<Path> handles = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
      for (Path each : handles.toList()) {
        count += isIn(data, each) ? 1 : 0;
      }
    }
    return count;
  }

  private static boolean isIn(Path data, Path handle) throws IOException {
    try {
      return Files.readSymbolicLink(handle).startsWith(data.toRealPath());
    } catch (NoSuchFileException _) {
      return false; // It was closed meanwhile.
    }
  }

  private static int mappedFiles(long pid, Path data) throws IOException {
    String prefix = data.toRealPath().toString();
    try (Stream<String> maps = Files.lines(Path.of("/proc", Long.toString(pid), "maps"))) {
      return (int) maps.filter(line -> line.contains(prefix)).count();
    }
  }

  private void askForOldDraws(Path data) throws Exception {
    Running office = open(data);
    int port = awaitPort(office);
    List<Double> millis = new ArrayList<>();
    for (int i = 0; i < ASKED; i++) {
      int draw = 1 + i * 7 % DRAWS; // Always another one.
      millis.add(ask(port, draw, 1 + i % OldDraws.AGENCIES));
    }
    int most = Draws.OVER_MAX * DurableLog.OPEN_FILES_MAX + 1;
    assertTrue(openFiles(office.pid(), data) <= most);
    System.out.printf(
        Locale.ROOT,
        "winners of an old draw, from HELLO on: median %.0f ms, of %d at most %.0f ms%n",
        median(millis, each -> each),
        ASKED,
        millis.stream().mapToDouble(each -> each).max().orElseThrow());
    System.out.printf(
        "resident memory afterwards: %d MB%n", ProcessStatus.megabytes(office.pid(), "VmRSS"));
    await().until(() -> openFiles(office.pid(), data) == 1 && mappedFiles(office.pid(), data) == 0);
    office.terminate();
    assertEquals(0, office.exitCode(), office::log);
  }

  private static double ask(int port, int draw, int agency) throws Exception {
    try (RawAgency asking = new RawAgency(port, agency)) {
      long begin = System.nanoTime();
      asking.send(new Request.Hello(Protocol.VERSION, draw, agency), new Request.AskWinners(true));
      asking.receive(Response.Welcome.class);
      assertEquals(OldDraws.WINNERS_OF_EACH, asking.receiveWinners().size());
      return (System.nanoTime() - begin) / 1e6;
    }
  }

  private static void report(String what, List<Cost> costs) {
    System.out.printf(
        Locale.ROOT,
        "%s: accepting after %.0f ms, resident %.0f MB, of which not files %.0f MB, %.0f files,"
            + " %.0f mapped%n",
        what,
        median(costs, Cost::millis),
        median(costs, Cost::megabytes),
        median(costs, Cost::anonymousMegabytes),
        median(costs, Cost::files),
        median(costs, Cost::maps));
  }

  private static <T> double median(List<T> values, ToDoubleFunction<T> what) {
    double[] sorted = values.stream().mapToDouble(what).sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
