package org.bolillero.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bolillero.storage.DurableLog;
import org.junit.jupiter.api.Test;

/** An office takes no more connections and bytes than its process has room for, and says so. */
class OfficeLimitsTest {
  private static final long MEBIBYTE = 1024 * 1024;
  private static final OfficeLimits.Room LARGE =
      new OfficeLimits.Room(4_096 * MEBIBYTE, Long.MAX_VALUE, 0, 2);

  @Test
  void whatFitsIsAsItWasSet() {
    OfficeLimits limits = OfficeLimits.of(office(8_192), 1, LARGE);
    assertEquals(8_192, limits.connections());
    assertEquals(64, limits.farewells());
    assertEquals(16, limits.sessions());
    assertEquals(32 * MEBIBYTE, limits.readBytes());
    assertEquals(List.of(), limits.warnings());
  }

  @Test
  void theDefaultsFitIntoAHeapOf256Megabytes() {
    // The JVM does not count one of the two halves that it copies young objects between.
    OfficeLimits limits =
        OfficeLimits.of(office(8_192), 1, new OfficeLimits.Room(247 * MEBIBYTE, 1_048_576, 60, 2));
    assertEquals(List.of(), limits.warnings());
  }

  @Test
  void filesForTheLogAndForFarewellsAreKeptInReserve() {
    OfficeLimits limits =
        OfficeLimits.of(office(4_000), 1, new OfficeLimits.Room(4_096 * MEBIBYTE, 300, 60, 2));
    assertEquals(18, limits.farewells());
    assertEquals(300 - 60 - DurableLog.OPEN_FILES_MAX - 2 - 24 - 18, limits.connections());
    assertEquals(
        List.of(
            "connections-max: expected at most 188, found 4000: only 300 files may be open (ulimit"
                + " -n)"),
        limits.warnings());
  }

  @Test
  void eachProcessorTakesAFileThatTheDrawReads() {
    for (int processors : new int[] {1, 2, 64}) {
      OfficeLimits.Room room = new OfficeLimits.Room(4_096 * MEBIBYTE, 300, 60, processors);
      assertEquals(190 - processors, OfficeLimits.of(office(4_000), 1, room).connections());
    }
  }

  @Test
  void fewerConnectionsThanAgenciesAreSaidToBeSo() {
    OfficeSettings settings = new OfficeSetup(Path.of("x"), 500).connectionsMax(500).settings();
    OfficeLimits limits =
        OfficeLimits.of(settings, 1, new OfficeLimits.Room(4_096 * MEBIBYTE, 300, 60, 2));
    String warning = limits.warnings().getFirst();
    assertTrue(warning.contains("at most 188, fewer than there are agencies, found 500"), warning);
  }

  @Test
  void asManyConnectionsAsAgenciesAreNotTooFew() {
    OfficeSettings settings = new OfficeSetup(Path.of("x"), 188).connectionsMax(500).settings();
    OfficeLimits limits =
        OfficeLimits.of(settings, 1, new OfficeLimits.Room(4_096 * MEBIBYTE, 300, 60, 2));
    String warning = limits.warnings().getFirst();
    assertTrue(warning.contains("at most 188, found 500"), warning);
  }

  @Test
  void whatASmallHeapDoesNotHoldIsSaidWithItsSize() {
    OfficeLimits limits =
        OfficeLimits.of(
            office(4_000), 1, new OfficeLimits.Room(64 * MEBIBYTE, Long.MAX_VALUE, 0, 2));
    assertEquals(
        List.of(
            "connections-max: expected at most 1117, found 4000: the heap has only 64 MiB",
            "unacknowledged-bytes-max: expected at most 16777216, found 33554432: the heap has"
                + " only 64 MiB"),
        limits.warnings());
  }

  @Test
  void whateverIsSetStaysWithinTheHeap() {
    OfficeSettings settings =
        new OfficeSetup(Path.of("x"), 65_536)
            .connectionsMax(1_000_000)
            .sessionsMax(1_000_000)
            .frameBytesMax(1_048_576)
            .segmentBytes(16 * 1_048_576)
            .unacknowledgedBytesMax(1 << 30)
            .settings();
    for (long heap : new long[] {64, 256, 1_024, 16_384}) {
      OfficeLimits limits =
          OfficeLimits.of(
              settings, 1, new OfficeLimits.Room(heap * MEBIBYTE, Long.MAX_VALUE, 0, 2));
      long most =
          limits.readBytes() + limits.sessions() * 56L * 1_024 + limits.connections() * 22L * 1_024;
      assertTrue(most <= (heap - 20) * MEBIBYTE, () -> heap + " MiB: " + limits);
      assertEquals(heap < 16_384 ? 2 : 1, limits.warnings().size(), limits::toString);
    }
  }

  @Test
  void theLimitOfOpenFilesIsFoundAmongTheOthers() {
    assertEquals(
        300,
        OfficeLimits.Room.openFilesMax(
            Stream.of(
                "Limit                     Soft Limit           Hard Limit           Units     ",
                "Max processes             127430               127430               processes ",
                "Max open files            300                  4096                 files     ")));
    assertEquals(
        Long.MAX_VALUE,
        OfficeLimits.Room.openFilesMax(
            Stream.of("Max open files            unlimited            unlimited")));
    assertEquals(Long.MAX_VALUE, OfficeLimits.Room.openFilesMax(Stream.of()));
  }

  @Test
  void aProcessKnowsItsOwnRoom() {
    OfficeLimits.Room room = OfficeLimits.Room.ofThisProcess();
    assertEquals(Runtime.getRuntime().maxMemory(), room.heapBytes());
    assertTrue(room.openFiles() < room.openFilesMax(), room::toString);
  }

  private static OfficeSettings office(int connectionsMax) {
    return new OfficeSetup(Path.of("x"), 5).connectionsMax(connectionsMax).settings();
  }
}
