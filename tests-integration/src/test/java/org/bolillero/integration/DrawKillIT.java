package org.bolillero.integration;

import static org.bolillero.fuzz.Patience.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import org.bolillero.fuzz.Seed;
import org.bolillero.integration.Programs.Surroundings;
import org.bolillero.office.DrawEvent;
import org.bolillero.protocol.Protocol;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} of the office at every step of the lives of draws: before the step is written,
 * before it is forced, or at some moment after somebody has asked for it. {@code
 * -Dbolillero.kills=N} are so many kills at each step.
 */
@Tag("long")
class DrawKillIT {
  private static final int BETS = 30;
  private static final Duration TICK = Duration.ofMillis(10);
  private static final Duration SALES = Duration.ofSeconds(2);

  /** The numbers of a draw: the first one, and those that correct it. */
  private static final int[] NUMBERS = {RealOffice.WINNING_NUMBER, 8, 16};

  @TempDir Path folder;
  @AutoClose private final Programs programs = new Programs(() -> folder);
  private final List<Life> lives = new ArrayList<>();

  /** What is known of a draw that is over. */
  private record Life(int draw, List<Seller> sellers, List<Integer> numbers) {}

  @Test
  void p1p4p11ADrawLivesOnceHoweverOftenItsOfficeIsKilled() throws Exception {
    Strace.assumeWorks(folder);
    Seed.run(random -> {
      int kills = Integer.getInteger("bolillero.kills", 1);
      try (DrawOffice office = office()) {
        Killer killer = new Killer(office, folder, random);
        for (int kill = 0; kill < kills; kill++) {
          closedByAnOfficial(lives.size() + 1, office, killer, random);
          closedByTheLastToFinish(lives.size() + 1, office, killer);
          closedByTheClock(lives.size() + 1, office, killer, random);
          killer.forget();
        }
        killer.report();
        office.stopAndVerify();
        for (Life life : lives) {
          check(office, life);
        }
      }
    });
  }

  private DrawOffice office() throws Exception {
    return new DrawOffice(
        programs, folder.resolve("office"), Surroundings.PLAIN, "--segment-bytes", "65536");
  }

  /** With three agencies and two officials, a correction of the number, and another one. */
  private void closedByAnOfficial(
      int draw, DrawOffice office, Killer killer, RandomGenerator random) throws Exception {
    String path = "/" + draw;
    killer.decide(
        "OPENED",
        random.nextInt(1, 5),
        "",
        DrawOffice.terms(draw, 3, 2),
        () -> office.control().knows(draw));
    killer.watch(draw);
    List<Seller> sellers = sellers(office, draw, 3);
    Seller first = sellers.get(0);
    Seller second = sellers.get(1);
    sell("the first bets", 1, first, 3, killer);
    sell("batches", random.nextInt(1, 4), second, BETS, killer);
    sell(first, BETS);
    sell(sellers.get(2), BETS);
    finish("FINISH", 1, draw, first, office, killer);
    killer.decide(
        "CLOSED by an official",
        1,
        path + "/close",
        DrawOffice.because("ana", "the hour has come"),
        () -> !office.control().state(draw).equals("open"));
    second.sellUntilClosed();
    sellers.get(2).sellUntilClosed();
    killer.decide("EXCUSED", 1, path + "/excuse", DrawOffice.excuse(2), isExcused(office, draw, 2));
    killer.decide("SEALED", 2, path + "/excuse", DrawOffice.excuse(3), isExcused(office, draw, 3));
    awaitState(office, draw, "sealed");
    killer.decide(
        "ENTERED by the first",
        1,
        path + "/number",
        DrawOffice.number(NUMBERS[0], "ana"),
        has(office, draw, "entered", 1));
    killer.decide(
        "ENTERED by the second",
        1,
        path + "/number",
        DrawOffice.number(NUMBERS[0], "beto"),
        has(office, draw, "entered", 2));
    awaitNumber(office, draw, NUMBERS[0]);
    assertWinners(sellers, NUMBERS[0]);
    office.control().post(path + "/correct", DrawOffice.correction(NUMBERS[1], "beto")).done();
    killer.decide(
        "NUMBER of a correction",
        2,
        path + "/correct",
        DrawOffice.correction(NUMBERS[1], "ana"),
        has(office, draw, "entered", 4));
    awaitNumber(office, draw, NUMBERS[1]);
    assertWinners(sellers, NUMBERS[1]);
    killer.decide(
        "ENTERED of a correction",
        1,
        path + "/correct",
        DrawOffice.correction(NUMBERS[2], "ana"),
        has(office, draw, "entered", 5));
    killer.decide(
        "DRAWN of a correction",
        3,
        path + "/correct",
        DrawOffice.correction(NUMBERS[2], "beto"),
        has(office, draw, "entered", 6));
    awaitNumber(office, draw, NUMBERS[2]);
    assertWinners(sellers, NUMBERS[2]);
    lives.add(new Life(draw, sellers, List.of(NUMBERS[0], NUMBERS[1], NUMBERS[2])));
  }

  /** With two agencies and one official. */
  private void closedByTheLastToFinish(int draw, DrawOffice office, Killer killer)
      throws Exception {
    office.open(draw, 2, 1).done();
    killer.watch(draw);
    List<Seller> sellers = sellers(office, draw, 2);
    for (Seller seller : sellers) {
      sell(seller, BETS);
    }
    sellers.getFirst().finish();
    finish("CLOSED by the last FINISH", 2, draw, sellers.getLast(), office, killer);
    awaitState(office, draw, "sealed");
    killer.decide(
        "NUMBER",
        1,
        "/" + draw + "/number",
        DrawOffice.number(NUMBERS[0], "ana"),
        has(office, draw, "number", 1));
    awaitNumber(office, draw, NUMBERS[0]);
    assertWinners(sellers, NUMBERS[0]);
    lives.add(new Life(draw, sellers, List.of(NUMBERS[0])));
  }

  /** With two agencies, of which one does not stop to sell, and one official. */
  private void closedByTheClock(int draw, DrawOffice office, Killer killer, RandomGenerator random)
      throws Exception {
    Instant end = Instant.now().plus(SALES);
    office.open(draw, 2, 1, end).done();
    killer.watch(draw);
    List<Seller> sellers = sellers(office, draw, 2);
    sell(sellers.getFirst(), BETS);
    // A tracer needs a while to look at all threads.
    long millis = random.nextBoolean() ? -500 : random.nextInt(-50, 150);
    Killer.pause(Duration.between(Instant.now(), end.plusMillis(millis)));
    killer.kill(
        "CLOSED by the clock",
        1,
        () -> awaitClosed(office, draw),
        () -> !office.control().state(draw).equals("open"));
    awaitState(office, draw, "closed");
    for (Seller seller : sellers) {
      seller.sellUntilClosed();
      seller.reconnect();
      seller.finish();
    }
    awaitState(office, draw, "sealed");
    killer.decide(
        "DRAWN",
        2,
        "/" + draw + "/number",
        DrawOffice.number(NUMBERS[0], "beto"),
        has(office, draw, "number", 1));
    awaitNumber(office, draw, NUMBERS[0]);
    assertWinners(sellers, NUMBERS[0]);
    lives.add(new Life(draw, sellers, List.of(NUMBERS[0])));
  }

  private static List<Seller> sellers(DrawOffice office, int draw, int count) {
    List<Seller> sellers = new ArrayList<>();
    for (int agency = 1; agency <= count; agency++) {
      sellers.add(new Seller(office::port, Protocol.VERSION, draw, agency));
    }
    return sellers;
  }

  private static void sell(Seller seller, int bets) throws Exception {
    seller.reconnect();
    seller.sell(bets);
  }

  /** What was acknowledged is there when the seller comes back, which it checks itself. */
  private static void sell(String step, int group, Seller seller, int bets, Killer killer)
      throws Exception {
    seller.reconnect();
    killer.kill(
        step,
        group,
        () -> seller.sell(bets),
        () -> {
          seller.reconnect();
          return seller.told() == bets;
        });
    seller.sell(bets);
  }

  private static void finish(
      String step, int group, int draw, Seller seller, DrawOffice office, Killer killer)
      throws Exception {
    seller.reconnect();
    killer.kill(
        step,
        group,
        seller::finish,
        () -> office.control().agency(draw, seller.agency()).equals("finished"));
    seller.reconnect();
    seller.finish();
  }

  private static Killer.Check isExcused(DrawOffice office, int draw, int agency) {
    return () -> office.control().agency(draw, agency).equals("excused");
  }

  private static Killer.Check has(DrawOffice office, int draw, String event, int count) {
    return () -> office.control().count(draw, event) >= count;
  }

  private static void awaitClosed(DrawOffice office, int draw) throws Exception {
    while (office.control().state(draw).equals("open")) {
      Killer.pause(TICK);
    }
  }

  private static void awaitState(DrawOffice office, int draw, String state) {
    await().pollInterval(TICK).until(() -> office.control().state(draw).equals(state));
  }

  private static void awaitNumber(DrawOffice office, int draw, int number) {
    await()
        .pollInterval(TICK)
        .until(() -> office.control().result(draw).equals(OptionalLong.of(number)));
  }

  private static void assertWinners(List<Seller> sellers, int number) throws Exception {
    for (Seller seller : sellers) {
      seller.reconnect();
      assertEquals(
          OptionalLong.of(
              Bets.of(seller.agency(), Math.toIntExact(seller.told())).stream()
                  .filter(bet -> bet.number() == number)
                  .count()),
          seller.winners());
    }
  }

  /** One life, one result for each number, and just the bets that the agencies were told of. */
  private static void check(DrawOffice office, Life life) throws Exception {
    DrawLog log = DrawLog.read(office.folder(life.draw()));
    log.assertNothingSoldAfterTheClose();
    assertEquals(1, log.steps(DrawEvent.Opened.class).size());
    assertEquals(1, log.steps(DrawEvent.Sealed.class).size());
    assertEquals(
        life.numbers(),
        log.steps(DrawEvent.Drawn.class).stream().map(DrawEvent.Drawn::winningNumber).toList());
    for (Seller seller : life.sellers()) {
      seller.assertCounted(log);
      seller.close();
    }
  }
}
