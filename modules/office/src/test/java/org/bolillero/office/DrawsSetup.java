package org.bolillero.office;

import static org.bolillero.fuzz.Patience.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bolillero.lottery.BetBatch;
import org.bolillero.office.DrawEvent.AgencyTotal;
import org.bolillero.office.testing.TestBets;
import org.bolillero.storage.DurableLog;
import org.bolillero.storage.LogOpener;
import org.bolillero.storage.LogSettings;
import org.eclipse.collections.api.set.primitive.ImmutableIntSet;
import org.eclipse.collections.impl.factory.primitive.IntSets;

/** The draws of a data folder with real logs. Its clocks stand still until a test sets them. */
final class DrawsSetup {
  static final int SEGMENT_BYTES = 16 * 1024;
  static final Instant NOON = Instant.parse("2026-07-01T12:00:00Z");

  /** Those who hear what happens. */
  final List<OfficeEvent> events = new CopyOnWriteArrayList<>();

  /** What the machine says of the time that has passed. */
  final AtomicLong nanos = new AtomicLong();

  volatile Instant now = NOON;
  LogStore logs = DrawsSetup::durable;
  Admission admission = (_, _) -> {};
  private final Path data;

  DrawsSetup(Path data) {
    this.data = data;
  }

  /** As an office has them. */
  static LogOpener durable(Path folder, int draw) {
    return (replay, listener) ->
        DurableLog.open(
            folder, LogSettings.of(draw, DrawEventCodec.WORDS, SEGMENT_BYTES), replay, listener);
  }

  Path folder(int draw) {
    return data.resolve("draw-" + draw);
  }

  /** Opens the draws and lets them go on, as an office without a draw of its command line does. */
  Draws start() throws Exception {
    return start(Optional.empty());
  }

  Draws start(Optional<DrawTerms> terms) throws Exception {
    Draws draws = Draws.open(data, terms, logs, admission, environment(), nanos::get);
    draws.resume();
    return draws;
  }

  DrawEnvironment environment() {
    return new DrawEnvironment(Thread.ofVirtual().factory(), 1, () -> now, events::add);
  }

  /** So much time passes as makes a draw unused. */
  void letTimePass(Draws draws) throws Exception {
    nanos.addAndGet(DrawSlots.UNUSED_MAX.toNanos());
    draws.passTime();
  }

  long countEvents(Class<? extends OfficeEvent> type) {
    return events.stream().filter(type::isInstance).count();
  }

  /** The terms of a draw of the agencies from 1 on, whose number one official enters. */
  static DrawTerms terms(int number, int agencies) {
    return new DrawTerms(
        number, agencies(agencies), Optional.empty(), new NumberSource.Officials(1));
  }

  /** The terms of draw 1, which the clock closes. */
  static DrawTerms closingAt(Instant time) {
    return new DrawTerms(1, agencies(1), Optional.of(time), new NumberSource.Officials(1));
  }

  static ImmutableIntSet agencies(int count) {
    return IntSets.mutable.withAll(IntStream.rangeClosed(1, count)).toImmutable();
  }

  /** An agency delivers all of its bets, of which the first wins. */
  static void deliver(Draws draws, int number, int agency) throws Exception {
    try (DrawFinder.Lease lease = draws.find(number)) {
      deliver(lease.draw(), agency);
    }
  }

  static void deliver(Draw draw, int agency) throws Exception {
    BetBatch bets = TestBets.of(agency, 3, 1);
    AgencyTotal total = TestBets.total(agency, bets);
    Visit visit = draw.greet(agency, _ -> {});
    visit.append(0, bets);
    visit.finish(total.bets(), total.digest());
    visit.leave();
  }

  /** Opens a draw of one agency and takes it to its end. */
  static void holdOne(Draws draws, int number) throws Exception {
    draws.openDraw(terms(number, 1), "ana");
    deliver(draws, number, 1);
    decideNumber(draws, number);
  }

  /** Makes draws that are over, numbered from 1. */
  void holdSome(int count) throws Exception {
    try (Draws draws = start()) {
      for (int number = 1; number <= count; number++) {
        holdOne(draws, number);
        letTimePass(draws);
      }
    }
  }

  static void decideNumber(Draws draws, int number) throws Exception {
    awaitState(draws, number, DrawState.SEALED);
    draws.decide(number, draw -> draw.officials().enterNumber(TestBets.WINNING_NUMBER, "ana"));
    awaitOver(draws, number);
  }

  static void awaitState(Draws draws, int number, DrawState state) {
    await().until(() -> draws.use(number, Draw::state) == state);
  }

  static void awaitOver(Draws draws, int number) {
    await().until(() -> draws.use(number, Draw::isOver));
  }

  /** A folder as it would be found after a crash at this moment. */
  static void copy(Path from, Path to) {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path each : all.toList()) {
        Path target = to.resolve(from.relativize(each));
        if (Files.isDirectory(each)) {
          Files.createDirectories(target);
        } else {
          Files.copy(each, target);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void deleteAll(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  /** The files below a folder that this process has open. */
  static List<String> openFiles(Path folder) throws IOException {
    String prefix = folder.toRealPath().toString();
    try (Stream<Path> handles = Files.list(Path.of("/proc/self/fd"))) {
      return handles
          .map(DrawsSetup::target)
          .filter(target -> target.startsWith(prefix))
          .sorted()
          .toList();
    }
  }

  private static String target(Path handle) {
    try {
      return Files.readSymbolicLink(handle).toString();
    } catch (IOException _) {
      return ""; // It was the one with which the handles were listed.
    }
  }
}
