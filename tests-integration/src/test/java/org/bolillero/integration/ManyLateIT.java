package org.bolillero.integration;

import static org.bolillero.fuzz.Patience.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import org.bolillero.client.Agency;
import org.bolillero.client.DeliverySettings;
import org.bolillero.client.SalesClosedException;
import org.bolillero.client.ServerAddress;
import org.bolillero.client.WinnersTarget;
import org.bolillero.console.CommandException;
import org.bolillero.fuzz.Seed;
import org.bolillero.integration.Programs.Surroundings;
import org.bolillero.lottery.Bet;
import org.bolillero.office.DrawEvent;
import org.bolillero.protocol.Protocol;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two hundred agencies send as fast as they can when sales are closed. For each of them, what was
 * acknowledged is in the draw, to the bet, and nothing else is.
 */
@Tag("long")
class ManyLateIT {
  private static final int AGENCIES = 200;
  private static final int DRAW = 1;
  private static final Duration SALES = Duration.ofSeconds(6);

  /** More than most of so many can deliver meanwhile, in batches of a few. */
  private static final int BETS = 200_000;

  private static final int BATCH_MAX = 5;

  @TempDir Path folder;
  @AutoClose private final Programs programs = new Programs(() -> folder);

  @Test
  void p11WhatWasAcknowledgedToRealAgenciesCountsAndTheDrawWaitsForNobody() throws Exception {
    AgencyFiles files = AgencyFiles.generate(programs, folder.resolve("bets"), 1, BETS);
    List<String> rows = files.bets(1);
    try (DrawOffice office = office(Surroundings.PLAIN);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      office.open(DRAW, AGENCIES, 1, Instant.now().plus(SALES)).done();
      int port = office.server().port();
      List<Future<Long>> ends = new ArrayList<>();
      for (int id = 1; id <= AGENCIES; id++) {
        RealAgency agency = new RealAgency(id, new ServerAddress("localhost", port));
        ends.add(threads.submit(() -> deliver(agency, files.of(1))));
      }
      int late = 0;
      for (Future<Long> each : ends) {
        late += each.get() < BETS ? 1 : 0;
      }
      assertTrue(late > AGENCIES / 2, late + " agencies were late");
      awaitState(office, "sealed");
      DrawLog log = end(office);
      long all = 0;
      for (int id = 1; id <= AGENCIES; id++) {
        long counted = ends.get(id - 1).get();
        List<String> stored = log.bets(id).stream().map(ManyLateIT::row).toList();
        assertEquals(rows.subList(0, Math.toIntExact(counted)), stored, "agency " + id);
        assertEquals(counted, log.sealed(id), "agency " + id);
        all += counted;
      }
      assertTrue(all > 0, "nobody could sell anything");
      System.out.printf("%d agencies were late; %d of their bets count%n", late, all);
    }
  }

  /** Delivers until sales are closed, and returns how many bets count. */
  private static long deliver(RealAgency agency, Path file) throws CommandException {
    DeliverySettings delivery =
        DeliverySettings.of("--file=" + file, "--batch-max=" + BATCH_MAX, "--no-wait");
    try (Agency running = agency.make(Programs.PATIENCE)) {
      running.submit(delivery, _ -> {}, WinnersTarget.NONE);
      return BETS; // It was given more of the processors than the others.
    } catch (SalesClosedException e) {
      assertEquals(BETS, e.counted() + e.uncounted());
      return e.counted();
    }
  }

  private static String row(Bet bet) {
    return "%s,%s,%s,%s,%d"
        .formatted(bet.firstName(), bet.lastName(), bet.document(), bet.birthDate(), bet.number());
  }

  /** They do not know that they could finish with what counts. */
  @Test
  void p11AgenciesOfTheFirstVersionAreExcusedWithWhatWasAcknowledged() throws Exception {
    try (DrawOffice office = office(Surroundings.PLAIN)) {
      office.open(DRAW, AGENCIES, 1, Instant.now().plus(SALES)).done();
      try (Sellers sellers = sellers(office, Protocol.VERSION_OLDEST)) {
        sellers.awaitClosed();
        assertEquals("closed", office.control().state(DRAW));
        for (int id = 1; id <= AGENCIES; id++) {
          assertEquals("open", office.control().agency(DRAW, id));
          office.control().post("/" + DRAW + "/excuse", DrawOffice.excuse(id)).done();
        }
        awaitState(office, "sealed");
        DrawLog log = end(office);
        sellers.assertCounted(log);
        assertEquals(AGENCIES, log.steps(DrawEvent.Excused.class).size());
      }
    }
  }

  @Test
  void p11AnOfficeThatIsKilledWhenSalesCloseCountsWhatItHasAcknowledged() throws Exception {
    Seed.run(this::killedWhenSalesClose);
  }

  private void killedWhenSalesClose(RandomGenerator random) throws Exception {
    try (DrawOffice office = office(Surroundings.PLAIN)) {
      Instant end = Instant.now().plus(SALES);
      office.open(DRAW, AGENCIES, 1, end).done();
      try (Sellers sellers = sellers(office, Protocol.VERSION)) {
        Duration rest = Duration.between(Instant.now(), end);
        Killer.pause(rest.plusMillis(random.nextInt(-200, 200)));
        office.server().kill();
        office.restart();
        sellers.awaitClosed();
        sellers.finish();
        awaitState(office, "sealed");
        sellers.assertCounted(end(office));
      }
    }
  }

  @Test
  void p11AClockThatJumpsClosesSalesOnceAndDoesNotOpenThemAgain() throws Exception {
    FakeClock clock = FakeClock.right(folder);
    try (DrawOffice office = office(clock.surroundings())) {
      office.open(DRAW, AGENCIES, 1, Instant.now().plus(Duration.ofHours(1))).done();
      try (Sellers sellers = sellers(office, Protocol.VERSION)) {
        sellers.awaitAllSell();
        assertEquals("open", office.control().state(DRAW));
        clock.forward(2);
        sellers.awaitClosed();
        clock.back(1);
        assertStaysClosed(office);
        office.server().kill();
        office.restart();
        assertStaysClosed(office);
        sellers.finish();
        awaitState(office, "sealed");
        DrawLog log = end(office);
        sellers.assertCounted(log);
        assertTrue(sellers.told() >= AGENCIES);
      }
    }
  }

  private static void assertStaysClosed(DrawOffice office) throws Exception {
    assertEquals("closed", office.control().state(DRAW));
    try (Seller another = new Seller(office::port, Protocol.VERSION, DRAW, 1)) {
      // It has sold before, in another run.
      another.resume();
      another.sellUntilClosed();
    }
    assertEquals("closed", office.control().state(DRAW));
  }

  private DrawOffice office(Surroundings surroundings) throws Exception {
    return new DrawOffice(
        programs, folder.resolve("office"), surroundings, "--segment-bytes", "1048576");
  }

  private static Sellers sellers(DrawOffice office, int version) {
    return new Sellers(office::port, version, DRAW, AGENCIES);
  }

  private static void awaitState(DrawOffice office, String state) {
    await().until(() -> office.control().state(DRAW).equals(state));
  }

  /** Ends the office, checks its log, and reads it. */
  private static DrawLog end(DrawOffice office) throws Exception {
    office.stopAndVerify();
    DrawLog log = DrawLog.read(office.folder(DRAW));
    log.assertNothingSoldAfterTheClose();
    return log;
  }
}
