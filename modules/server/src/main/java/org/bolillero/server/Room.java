package org.bolillero.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a process may use of its machine.
 *
 * @param heapBytes the largest heap
 * @param openFilesMax how many files and connections may be open; {@link Long#MAX_VALUE} if nobody
 *     tells
 * @param openFiles how many of them are open now
 * @param processors how many there are, each of which gets a thread of the draw
 */
record Room(long heapBytes, long openFilesMax, long openFiles, int processors) {
  private static final Path LIMITS = Path.of("/proc/self/limits");
  private static final Path OPEN = Path.of("/proc/self/fd");
  private static final Pattern OPEN_FILES = Pattern.compile("Max open files +(\\d+) .*");

  /** What this process may use, where the system tells. */
  static Room ofThisProcess() {
    long heapBytes = Runtime.getRuntime().maxMemory();
    int processors = Runtime.getRuntime().availableProcessors();
    try (Stream<String> limits = Files.lines(LIMITS);
        Stream<Path> open = Files.list(OPEN)) {
      return new Room(heapBytes, openFilesMax(limits), open.count(), processors);
    } catch (IOException _) {
      return new Room(heapBytes, Long.MAX_VALUE, 0, processors); // No Linux.
    }
  }

  /** The soft limit, which the JVM has raised as far as it may. */
  static long openFilesMax(Stream<String> limits) {
    return limits
        .map(OPEN_FILES::matcher)
        .filter(Matcher::matches)
        .map(line -> Long.valueOf(line.group(1)))
        .findFirst()
        .orElse(Long.MAX_VALUE);
  }
}
