package org.bolillero.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bolillero.storage.DurableLog;

/**
 * The limits of an office: each is the one that was set, or what the process has room for if that
 * is less.
 *
 * @param connections how many connections may be open
 * @param farewells how many more may be turned away with a message at the same moment
 * @param sessions how many of them are handled at the same moment
 * @param readBytes how much all read buffers may take beyond what each connection has
 * @param warnings what does not fit, a line for each
 */
record OfficeLimits(
    int connections, int farewells, int sessions, long readBytes, List<String> warnings) {
  /** What the JVM opens after the start: for waiting on connections, for classes. */
  private static final int JVM_FILES = 24;

  private static final int FAREWELLS_MAX = 64;
  private static final int FAREWELLS_MIN = 4;

  /** No process that runs at all has so little room that it could not serve these. */
  private static final int CONNECTIONS_MIN = 16;

  /**
   * What a connection costs at most: its read buffer, answers that it does not take, its thread,
   * its socket.
   */
  private static final int CONNECTION_BYTES = ReadMemory.BYTES_OF_EACH + 10 * 1024 + 4 * 1024;

  /** What the handling of all that a connection may have sent at once costs at most. */
  private static final int SESSION_BYTES = 56 * 1024;

  /** What the program costs before anybody has connected. */
  private static final int PROGRAM_BYTES = 20 * 1024 * 1024;

  /** Finds the limits of an office in a process. */
  static OfficeLimits of(OfficeSettings settings, Room room) {
    List<String> warnings = new ArrayList<>();
    long heap = room.heapBytes();
    long readBytes =
        Math.max(settings.frameBytesMax(), Math.min(settings.unacknowledgedBytesMax(), heap / 4));
    int sessions = fitting(settings.sessionsMax(), 1, heap / 16 / SESSION_BYTES);
    int farewells = Math.clamp(room.openFilesMax() / 16, FAREWELLS_MIN, FAREWELLS_MAX);
    int byFiles =
        fitting(
            settings.connectionsMax(),
            CONNECTIONS_MIN,
            room.openFilesMax() - room.openFiles() - logFiles(room) - JVM_FILES - farewells);
    int byMemory =
        fitting(
            settings.connectionsMax(),
            CONNECTIONS_MIN,
            (heap - readBytes - heap / 16 - PROGRAM_BYTES) / CONNECTION_BYTES);
    int connections = Math.min(byFiles, byMemory);
    if (connections < settings.connectionsMax()) {
      String few =
          connections < settings.agencies().size() ? ", fewer than there are agencies" : "";
      warnings.add(
          "connections-max: expected at most %d%s, found %d: %s"
              .formatted(
                  connections,
                  few,
                  settings.connectionsMax(),
                  byFiles <= byMemory
                      ? "only " + room.openFilesMax() + " files may be open (ulimit -n)"
                      : "the heap has only " + heap / (1024 * 1024) + " MiB"));
    }
    if (readBytes < settings.unacknowledgedBytesMax()) {
      warnings.add(
          "unacknowledged-bytes-max: expected at most %d, found %d: the heap has only %d MiB"
              .formatted(readBytes, settings.unacknowledgedBytesMax(), heap / (1024 * 1024)));
    }
    return new OfficeLimits(connections, farewells, sessions, readBytes, List.copyOf(warnings));
  }

  /** How many files the log opens for itself, and one more for each thread of the draw. */
  private static int logFiles(Room room) {
    return DurableLog.OPEN_FILES_MAX + room.processors();
  }

  private static int fitting(int wanted, int least, long room) {
    return (int) Math.min(wanted, Math.max(least, room));
  }

  /**
   * What a process may use of its machine.
   *
   * @param heapBytes the largest heap
   * @param openFilesMax how many files and connections may be open; {@link Long#MAX_VALUE} if that
   *     is not known
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
}
