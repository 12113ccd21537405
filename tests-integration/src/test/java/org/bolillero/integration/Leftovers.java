package org.bolillero.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bolillero.integration.Programs.Surroundings;

/**
 * What a program leaves behind that has a folder for temporary files to itself.
 *
 * @param temporary the folder
 */
record Leftovers(Path temporary) {
  /** Makes the folder. */
  static Leftovers in(Path parent) throws IOException {
    return new Leftovers(Files.createDirectory(parent.resolve("temporary")));
  }

  /** Starts the program with that folder, and with other options of the virtual machine. */
  Surroundings surroundings(String... more) {
    List<String> options = new ArrayList<>(List.of(more));
    options.add("-Djava.io.tmpdir=" + temporary);
    return new Surroundings(List.of(), Map.of(), options);
  }

  /** There are no files, nor processes that were started with the names of any. */
  void assertNone() throws IOException {
    try (Stream<Path> files = Files.list(temporary)) {
      assertEquals(List.of(), files.toList());
    }
    assertEquals(
        List.of(),
        ProcessHandle.allProcesses()
            .flatMap(each -> each.info().commandLine().stream())
            .filter(line -> line.contains(temporary.toString()))
            .toList());
  }
}
