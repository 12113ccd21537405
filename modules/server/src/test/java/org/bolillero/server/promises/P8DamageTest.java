package org.bolillero.server.promises;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;
import org.bolillero.console.ExitCode;
import org.bolillero.fuzz.Seed;
import org.bolillero.office.DrawEventCodec;
import org.bolillero.office.LogAudit;
import org.bolillero.office.testing.Background;
import org.bolillero.office.testing.TestBets;
import org.bolillero.server.CentralOffice;
import org.bolillero.server.CommandRun;
import org.bolillero.server.OfficeSetup;
import org.bolillero.server.ServerCommand;
import org.bolillero.server.TestAgency;
import org.bolillero.storage.DurableLog;
import org.bolillero.storage.LogException;
import org.bolillero.storage.LogException.Kind;
import org.bolillero.storage.LogReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A flipped bit is found and named, and no server starts on it. */
class P8DamageTest {
  private static final int FLIPS = 30;
  private static final int SEGMENT_HEADER_BYTES = 64;

  /** The last entry only says that those before it are durable. */
  private static final int PIN_BYTES = 32;

  @TempDir Path folder;

  @Test
  void aBitThatIsFlippedAnywhereInAcknowledgedBetsIsFoundAndNotServed() throws Exception {
    holdADraw();
    LogReport report = DurableLog.inspect(folder, DrawEventCodec.WORDS, (_, _) -> {});
    Path segment = folder.resolve("segment-00000000.log");
    byte[] whole = Files.readAllBytes(segment);
    int end = SEGMENT_HEADER_BYTES + (int) report.entryBytes() - PIN_BYTES;
    Seed.run(random -> {
      for (int i = 0; i < FLIPS; i++) {
        flipOneBit(segment, whole, random.nextInt(end), random);
        assertDamageIsFound(folder);
        assertDamaged(
            CommandRun.of(new ServerCommand(), "--port=0", "--agencies=1-2", "--data=" + folder));
      }
    });
    Files.write(segment, whole);
    try (CentralOffice office = new OfficeSetup(folder, 2).open();
        TestAgency agency = TestAgency.greeted(office.port(), 1)) {
      assertEquals(List.of("1000000", "1000001"), agency.winners());
    }
  }

  private static void flipOneBit(Path file, byte[] whole, int offset, RandomGenerator random)
      throws IOException {
    byte[] damaged = whole.clone();
    damaged[offset] ^= (byte) (1 << random.nextInt(8));
    Files.write(file, damaged);
  }

  private static void assertDamageIsFound(Path folder) {
    LogException damage = assertThrows(LogException.class, () -> new LogAudit(folder).repeatDraw());
    assertEquals(Kind.DAMAGED, damage.kind());
    assertTrue(damage.getMessage().startsWith("segment-00000000.log: "), damage.getMessage());
  }

  private static void assertDamaged(CommandRun run) {
    assertEquals(ExitCode.DAMAGED.code(), run.exitCode(), run.err());
    assertTrue(run.err().startsWith("bolillero: segment-00000000.log: "), run.err());
    assertEquals(1, run.err().lines().count());
  }

  private void holdADraw() throws Exception {
    try (CentralOffice office = new OfficeSetup(folder, 2).open()) {
      Background<?> other =
          Background.run(() -> TestAgency.wholeJob(office.port(), 2, TestBets.of(2, 20, 1)));
      TestAgency.wholeJob(office.port(), 1, TestBets.of(1, 20, 2));
      other.await();
    }
  }
}
