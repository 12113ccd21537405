package org.bolillero.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * The inputs of a target on disk: those that are part of the sources, and those that long runs have
 * found. Paths are relative to the module whose tests run.
 */
final class Corpus {
  private final Path stored;
  private final Path found;

  Corpus(String target) {
    stored = Path.of("src/test/resources/fuzz", target);
    found = Path.of("target/fuzz", target);
  }

  Path stored() {
    return stored;
  }

  /** The stored inputs in the order of their names; there is at least one. */
  List<byte[]> readStored() throws IOException {
    List<byte[]> inputs = read(stored);
    if (inputs.isEmpty()) {
      throw new IOException(stored + ": expected stored inputs");
    }
    return inputs;
  }

  /** What earlier long runs have found. */
  List<byte[]> readFound() throws IOException {
    return Files.isDirectory(found) ? read(found) : List.of();
  }

  private static List<byte[]> read(Path folder) throws IOException {
    List<byte[]> inputs = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path each : files.sorted().toList()) {
        inputs.add(Files.readAllBytes(each));
      }
    }
    return inputs;
  }

  /** Writes an input under a name that its content gives it. */
  Path save(String kind, byte[] input) throws IOException {
    Files.createDirectories(found);
    String name = HexFormat.of().toHexDigits(Arrays.hashCode(input));
    return Files.write(found.resolve(kind + "-" + name), input);
  }
}
