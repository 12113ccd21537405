package org.bolillero.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bolillero.integration.Programs.Surroundings;

/**
 * A clock of the day that is set while programs run. As with a real one that is set, the time that
 * passes goes on as before.
 */
final class FakeClock {
  private final Path library;
  private final Path offset;

  private FakeClock(Path library, Path offset) {
    this.library = library;
    this.offset = offset;
  }

  /** A clock that is right, or skips the test where it cannot be set. */
  static FakeClock right(Path folder) throws IOException {
    FakeClock clock = new FakeClock(library(), folder.resolve("clock"));
    clock.back(0);
    return clock;
  }

  private static Path library() throws IOException {
    try (Stream<Path> folders = Files.list(Path.of("/usr/lib"))) {
      return folders
          .map(folder -> folder.resolve("faketime/libfaketimeMT.so.1"))
          .filter(Files::exists)
          .findFirst()
          .orElseGet(() ->
              abort("no libfaketimeMT.so.1, which sets a clock (Debian's package libfaketime)"));
    }
  }

  /** Sets the clock so many days back, for all programs that have it. */
  void back(int days) throws IOException {
    set("-" + days + "d");
  }

  /** Sets the clock so many hours forward, for all programs that have it. */
  void forward(int hours) throws IOException {
    set("+" + hours + "h");
  }

  private void set(String change) throws IOException {
    Path next = Files.writeString(offset.resolveSibling("clock-next"), change, UTF_8);
    Files.move(next, offset, StandardCopyOption.ATOMIC_MOVE);
  }

  Surroundings surroundings() {
    return new Surroundings(
        List.of(),
        Map.of(
            "LD_PRELOAD",
            library.toString(),
            "FAKETIME_TIMESTAMP_FILE",
            offset.toString(),
            "FAKETIME_NO_CACHE",
            "1",
            "DONT_FAKE_MONOTONIC",
            "1"));
  }
}
