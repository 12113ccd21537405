package org.bolillero.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.net.URI;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.collections.api.list.ImmutableList;
import org.eclipse.collections.impl.factory.Lists;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConstantMemoryTest {
  private static final LogSettings SETTINGS =
      new LogSettings(1, Texts.WORDS, 1 << 20, Duration.ofHours(1));
  private static final int ENTRIES = 1000;

  @TempDir Path folder;

  /** Many segments, and one that is several times as large as the heap. */
  @ParameterizedTest
  @ValueSource(ints = {1 << 20, 1 << 26})
  void aLogIsRecoveredAndInspectedInLessMemoryThanItTakesOnDisk(int segmentBytes) throws Exception {
    RecordingListener heard = new RecordingListener();
    LogSettings settings = new LogSettings(1, Texts.WORDS, segmentBytes, Duration.ofHours(1));
    try (DurableLog log = DurableLog.open(folder, settings, (_, _) -> {}, heard)) {
      long last = 0;
      for (int i = 0; i < ENTRIES; i++) {
        last = log.append(new LogEntry(1, i, ByteBuffer.allocate(60_000)));
        if (i % 100 == 0) {
          log.awaitDurable(last);
        }
      }
    }
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process reader =
        new ProcessBuilder(
                java,
                "-XX:+UseSerialGC",
                "-Xmx14m",
                "-XX:MaxDirectMemorySize=6m",
                "-cp",
                classPath(),
                Reader.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(reader.getInputStream().readAllBytes(), UTF_8);
    assertEquals("1000 inspected, 1000 recovered\n", output);
    assertEquals(0, reader.waitFor());
  }

  private static String classPath() throws Exception {
    return Stream.of(LogScan.class, Reader.class, Lists.class, ImmutableList.class)
        .map(ConstantMemoryTest::placeOf)
        .distinct()
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** The folder or the jar of a class. */
  private static String placeOf(Class<?> type) {
    String name = type.getName().replace('.', '/') + ".class";
    URL url = type.getResource("/" + name);
    String place = url.toString().replace(name, "").replaceAll("^jar:|!/$", "");
    return Path.of(URI.create(place)).toString();
  }

  /** Reads a log in another process. */
  static final class Reader {
    private Reader() {}

    static void main(String[] folder) throws LogException {
      int[] recovered = new int[1];
      LogReport report = DurableLog.inspect(Path.of(folder[0]), Texts.WORDS, (_, _) -> {});
      DurableLog.open(
              Path.of(folder[0]), SETTINGS, (_, _) -> recovered[0]++, new RecordingListener())
          .close();
      System.out.println(report.entries() + " inspected, " + recovered[0] + " recovered");
    }
  }
}
