package org.bolillero.server;

import static org.bolillero.fuzz.Patience.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.bolillero.office.testing.Background;
import org.bolillero.tls.HandshakeTerms;
import org.bolillero.tls.TlsException;
import org.junit.jupiter.api.Test;

/** Whoever stalls in a handshake keeps nobody out. */
class HandshakesTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  private final Platform platform = Platform.of(OfficeSetup.CLOCK, _ -> {});
  private final Handshakes two = new Handshakes(2, 1, LONG, platform);

  /** One whose other end says nothing until the connection is cut. */
  private static final class Silent {
    private final CompletableFuture<Void> begun = new CompletableFuture<>();
    private final CompletableFuture<Void> cut = new CompletableFuture<>();
    private final Background<Boolean> performing;

    private Silent(Handshakes handshakes) {
      performing = Background.run(() -> handshakes.perform(this::stall, () -> cut.complete(null)));
    }

    private void stall(HandshakeTerms terms) throws IOException {
      terms.waitsForPeer(true);
      begun.complete(null);
      cut.join();
      throw new IOException("cut");
    }

    private Silent begun() {
      begun.join();
      return this;
    }
  }

  @Test
  void whoIsQuickGetsAPlaceFromWhoHasHadOneTheLongest() throws Exception {
    Silent first = new Silent(two).begun();
    Silent second = new Silent(two).begun();
    platform.pause(Handshakes.UNDISTURBED.plusMillis(1));
    two.perform(_ -> {}, () -> {});
    TlsException e = assertThrows(TlsException.class, first.performing::await);
    assertEquals(
        "the other end has let the handshake wait for more than 500 ms, and others wait, too",
        e.getMessage());
    assertFalse(second.cut.isDone());
    two.stop();
  }

  @Test
  void whoWaitsForThisMachineDoesNotGiveWay() throws Exception {
    CompletableFuture<Void> end = new CompletableFuture<>();
    Background<Boolean> busy =
        Background.run(() ->
            two.perform(
                terms -> {
                  terms.waitsForPeer(true);
                  terms.waitsForPeer(false);
                  end.join();
                },
                () -> end.complete(null)));
    Silent silent = new Silent(two).begun();
    platform.pause(Handshakes.UNDISTURBED.plusMillis(1));
    two.perform(_ -> {}, () -> {});
    assertThrows(TlsException.class, silent.performing::await);
    assertFalse(end.isDone());
    end.complete(null);
    assertTrue(busy.await());
  }

  /** The processors are taken by the others for as long as nobody else gets one. */
  @Test
  void thoseWhoComputeLeaveAProcessorToOthers() throws Exception {
    Handshakes many = new Handshakes(10, 1, LONG, platform);
    AtomicBoolean isOver = new AtomicBoolean();
    AtomicInteger computing = new AtomicInteger();
    List<Background<Boolean>> strangers = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      strangers.add(
          Background.run(() ->
              many.perform(
                  terms ->
                      terms.compute(() -> {
                        computing.incrementAndGet();
                        while (!isOver.get()) {
                          Thread.onSpinWait();
                        }
                      }),
                  () -> {})));
    }
    try {
      await().until(() -> computing.get() > 0);
      Background<Boolean> honest = Background.run(() -> {});
      await().until(honest::isDone);
      assertEquals(1, computing.get());
    } finally {
      isOver.set(true);
    }
    for (Background<Boolean> each : strangers) {
      assertTrue(each.await());
    }
    assertEquals(10, computing.get());
  }

  @Test
  void nobodyGivesWayAtOnceAndWhoWaitsComesNext() throws Exception {
    Silent first = new Silent(two).begun();
    Silent second = new Silent(two).begun();
    Silent third = new Silent(two);
    await().until(() -> two.waiting() == 1);
    await()
        .until(() -> {
          two.timePassed();
          return third.begun.isDone();
        });
    assertThrows(TlsException.class, first.performing::await);
    assertFalse(second.cut.isDone());
    two.stop();
  }

  @Test
  void whileNobodyWaitsEachMayTakeItsTime() {
    Silent first = new Silent(two).begun();
    platform.pause(Handshakes.UNDISTURBED.plusMillis(1));
    two.timePassed();
    assertFalse(first.cut.isDone());
    two.stop();
  }

  @Test
  void aWriteThatHangsIsCut() {
    Handshakes brief = new Handshakes(2, 1, Duration.ofMillis(10), platform);
    Silent hanging = new Silent(brief).begun();
    platform.pause(Duration.ofMillis(11));
    brief.timePassed();
    TlsException e = assertThrows(TlsException.class, hanging.performing::await);
    assertEquals("expected a handshake of TLS in time, found it unfinished", e.getMessage());
  }

  @Test
  void thereIsALimitOnTheWaitForAPlace() {
    Handshakes brief = new Handshakes(1, 1, Duration.ofMillis(10), platform);
    Silent first = new Silent(brief).begun();
    TlsException e = assertThrows(TlsException.class, () -> brief.perform(_ -> {}, () -> {}));
    assertEquals("handshake-timeout: 1 other handshakes are going on", e.getMessage());
    brief.stop();
    assertThrows(IOException.class, first.performing::await);
  }

  @Test
  void whenTheOfficeStopsNobodyGoesOnOrBegins() {
    Silent first = new Silent(two).begun();
    Silent second = new Silent(two).begun();
    Silent third = new Silent(two);
    await().until(() -> two.waiting() == 1);
    two.stop();
    for (Silent each : new Silent[] {first, second, third, new Silent(two)}) {
      IOException e = assertThrows(IOException.class, each.performing::await);
      assertEquals("the office is stopping", e.getMessage());
    }
  }
}
