package org.bolillero.kafka;

import static org.bolillero.kafka.SharedScene.DRAW;
import static org.bolillero.kafka.SharedScene.EVA;
import static org.bolillero.kafka.SharedScene.bet;
import static org.bolillero.kafka.SharedScene.entry;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bolillero.kafka.SharedRecord.File;
import org.bolillero.storage.EntryVisitor;
import org.bolillero.storage.Log;
import org.bolillero.storage.LogException;
import org.bolillero.storage.LogListener;
import org.bolillero.storage.LogOpener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each office has the files that belong to a log, whichever of them has made them. */
final class FilesBesideTest {
  private static final byte[] OURS = {1, 2, 3};
  private static final byte[] THEIRS = {4, 5};

  private final SharedScene scene = new SharedScene();
  private final MemoryLog log = new MemoryLog();
  @TempDir Path folder;

  private Path secret() {
    return folder.resolve("secret");
  }

  private LogOpener withFile() {
    return new LogOpener() {
      @Override
      public Log open(EntryVisitor replay, LogListener listener) throws LogException {
        return log.open(replay, listener);
      }

      @Override
      public List<Path> files() {
        return List.of(secret());
      }
    };
  }

  private static File file(byte[] content) {
    return new File("secret", ByteBuffer.wrap(content));
  }

  private void read() throws LogException {
    try (Replica.Opened opened = Replica.open(DRAW, scene.open(DRAW), withFile(), scene)) {
      opened.reader().readToEnd();
    }
  }

  @Test
  void oneThatIsNotThereIsMade() throws IOException {
    scene.store(DRAW, 1, 0, EVA, file(THEIRS), bet(1));
    scene.run(this::read);
    assertArrayEquals(THEIRS, Files.readAllBytes(secret()));
  }

  @Test
  void oneThatBelongsToNoEntryYetGivesWay() throws IOException {
    Files.write(secret(), OURS);
    scene.store(DRAW, 1, 0, EVA, file(THEIRS), bet(1));
    scene.run(this::read);
    assertArrayEquals(THEIRS, Files.readAllBytes(secret()));
  }

  @Test
  void oneThatBelongsToEntriesDoesNot() throws IOException {
    Files.write(secret(), OURS);
    log.add(entry(1));
    scene.store(DRAW, 1, 0, EVA, file(THEIRS), bet(1));
    scene.assertRefused(LogException.Kind.DAMAGED, this::read);
    assertArrayEquals(OURS, Files.readAllBytes(secret()));
  }

  @Test
  void aFileOfAnotherNameIsNotMade() {
    scene.store(DRAW, 1, 0, EVA, new File("other", ByteBuffer.wrap(THEIRS)), bet(1));
    scene.run(this::read);
    assertFalse(Files.exists(folder.resolve("other")));
  }

  @Test
  void theLeaderSendsItBeforeTheFirstEntry() throws IOException {
    Files.write(secret(), OURS);
    scene.run(() -> {
      Replica.Opened opened = Replica.open(DRAW, scene.open(DRAW), withFile(), scene);
      opened.reader().claim(EVA);
      SharedLog shared = new SharedLog(opened, 0, () -> {}, scene.machine, scene);
      shared.awaitDurable(shared.append(entry(1)));
      shared.awaitDurable(shared.append(entry(2)));
      shared.close();
    });
    assertEquals(
        List.of(EVA, file(OURS), bet(1), bet(2), new SharedRecord.Resign()),
        scene.stored(DRAW, 0).stream().map(SharedRecord::body).toList());
  }
}
