package org.bolillero.admin;

import static org.bolillero.fuzz.Patience.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bolillero.admin.RawClient.Reply;
import org.bolillero.lottery.BetBatch;
import org.bolillero.office.DrawEnvironment;
import org.bolillero.office.DrawEventCodec;
import org.bolillero.office.DrawFinder;
import org.bolillero.office.Draws;
import org.bolillero.office.OfficeEvent;
import org.bolillero.office.Visit;
import org.bolillero.office.testing.TestBets;
import org.bolillero.storage.DurableLog;
import org.bolillero.storage.LogException;
import org.bolillero.storage.LogOpener;
import org.bolillero.storage.LogSettings;
import org.bolillero.watch.Watcher;
import org.bolillero.watch.testing.SetReadings;

/** An office without agencies' side, whose officials can decide. */
final class TestOffice implements AutoCloseable {
  private static final int SEGMENT_BYTES = 64 * 1024;

  /** Shorter than an office's, and long enough for those who behave on a busy machine. */
  private static final AdminLimits LIMITS =
      new AdminLimits(
          Duration.ofSeconds(4),
          Duration.ofSeconds(6),
          Duration.ofSeconds(10),
          Duration.ofMillis(100),
          Duration.ofMillis(100));

  final List<OfficeEvent> events = new ArrayList<>();
  final AdminServer server;

  /** What the tests have happen to the agencies' side that is not there. */
  final SetReadings readings = new SetReadings();

  private RawClient.Maker official = () -> new RawClient(port());
  private final Path folder;
  private final Watcher watcher;
  private final Draws draws;

  private final boolean hasCertificates;

  TestOffice(Path folder) throws Exception {
    this(folder, AdminSecurity.NONE);
  }

  TestOffice(Path folder, AdminSecurity security) throws Exception {
    this.folder = folder;
    watcher = new Watcher(folder, SEGMENT_BYTES, InstantSource.system());
    hasCertificates = security.tls().isPresent();
    draws = Draws.open(folder, Optional.empty(), TestOffice::log, (_, _) -> {}, environment());
    draws.resume();
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    server =
        AdminServer.open(
            address, folder, draws, security, watcher.watch(draws, readings), this::hear, LIMITS);
  }

  private DrawEnvironment environment() {
    return new DrawEnvironment(Thread.ofVirtual().factory(), 1, InstantSource.system(), this::hear);
  }

  private static LogOpener log(Path folder, int draw) {
    LogSettings settings = LogSettings.of(draw, DrawEventCodec.WORDS, SEGMENT_BYTES);
    return (replay, listener) -> DurableLog.open(folder, settings, replay, listener);
  }

  /** Opens a draw as an official would. */
  JsonObject open(int draw, String agencies, String more) throws IOException {
    Reply reply =
        post(
            "/api/draws",
            "{\"draw\":%d,\"agencies\":\"%s\",\"official\":\"ana\"%s}"
                .formatted(draw, agencies, more));
    assertEquals(201, reply.status(), reply::body);
    return reply.json();
  }

  JsonObject show(int draw) throws IOException {
    Reply reply = get("/api/draws/" + draw);
    assertEquals(200, reply.status(), reply::body);
    return reply.json();
  }

  String state(int draw) throws IOException {
    return show(draw).get("state").getAsString();
  }

  void awaitState(int draw, String state) {
    await().until(() -> state(draw).equals(state));
  }

  /** An agency brings some bets, and says that these are all. */
  void deliver(int draw, int agency, BetBatch bets) throws Exception {
    try (DrawFinder.Lease lease = draws.find(draw)) {
      Visit visit = lease.draw().greet(agency, _ -> {});
      visit.append(0, bets);
      visit.finish(bets.count(), TestBets.digest(List.of(bets)));
    }
  }

  synchronized void hear(OfficeEvent event) {
    events.add(event);
    watcher.on(event);
  }

  /** What has happened until now. */
  synchronized List<OfficeEvent> heard() {
    return List.copyOf(events);
  }

  int port() {
    return server.port();
  }

  String token() throws IOException {
    return Files.readString(folder.resolve("admin.token")).strip();
  }

  Reply get(String path, String... headers) throws IOException {
    return RawClient.ask(official, RawClient.request("GET", path, "", own(headers)));
  }

  /** A request of an official. */
  Reply post(String path, String body) throws IOException {
    return postBy(official, authorization(), path, body);
  }

  Reply postAs(String authorization, String path, String body) throws IOException {
    return postBy(official, "Authorization: " + authorization, path, body);
  }

  /** A request of somebody. */
  Reply postBy(RawClient.Maker somebody, String authorization, String path, String body)
      throws IOException {
    return RawClient.ask(
        somebody,
        RawClient.request(
            "POST", path, body, own("Content-Type: application/json", authorization)));
  }

  /** The header by which an official proves to be one, if there is no certificate that does. */
  String authorization() throws IOException {
    return hasCertificates ? "X-Nothing: to say" : "Authorization: Bearer " + token();
  }

  /** Has connections of officials made in this way from now on. */
  void connectBy(RawClient.Maker maker) {
    official = maker;
  }

  RawClient connect() throws IOException {
    return official.connect();
  }

  /** Headers, and a host that is right. */
  String[] own(String... headers) {
    List<String> all = new ArrayList<>(List.of(headers));
    all.add("Host: localhost:" + port());
    return all.toArray(String[]::new);
  }

  /** Takes away what the log of a draw has open, and waits until that is noticed. */
  void failLog(int draw) throws IOException {
    Files.delete(folder.resolve("draw-" + draw).resolve("log.lock"));
    await().until(this::isFailed);
  }

  private synchronized boolean isFailed() {
    return events.stream().anyMatch(OfficeEvent.LogFailed.class::isInstance);
  }

  @Override
  public void close() throws LogException {
    server.close();
    draws.awaitRest(Duration.ofMinutes(1));
    try {
      draws.close();
    } catch (LogException e) {
      if (!isFailed()) {
        throw e;
      }
    }
  }
}
