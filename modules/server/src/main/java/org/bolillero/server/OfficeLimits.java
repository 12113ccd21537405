package org.bolillero.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bolillero.admin.AdminServer;
import org.bolillero.storage.DurableLog;

/**
 * The limits of an office: those that were set, or less where the process has less room.
 *
 * @param connections how many connections may be open
 * @param farewells how many more may be open to be told that there are too many
 * @param sessions how many connections may have requests handled at the same moment
 * @param handshakes how many of TLS may go on at the same moment; 0 without TLS
 * @param readBytes how much all read buffers may take beyond what each connection has
 * @param warnings which settings ask for more than there is, a line for each
 */
record OfficeLimits(
    int connections,
    int farewells,
    int sessions,
    int handshakes,
    long readBytes,
    List<String> warnings) {
  /** What the JVM opens after the start: to wait for connections, to load classes. */
  private static final int JVM_FILES = 24;

  /** The control interface: what it listens on, and its connections. */
  private static final int ADMIN_FILES = AdminServer.OPEN_FILES_MAX;

  private static final int FAREWELLS_MAX = 64;
  private static final int FAREWELLS_MIN = 4;

  /** Any process that runs at all has room for these. */
  private static final int CONNECTIONS_MIN = 16;

  /**
   * The most that a connection costs: its read buffer, answers that it does not take, its thread,
   * its socket.
   */
  private static final int CONNECTION_BYTES = ReadMemory.BYTES_OF_EACH + 10 * 1024 + 4 * 1024;

  /**
   * What TLS adds to that: 13 KiB that stay, such as certificates; one record that has come in part
   * or is not read yet; one with answers that are not taken.
   */
  private static final int TLS_BYTES = 36 * 1024;

  /**
   * The most that a handshake costs: some 20 KiB, and one record that has come in part. The same
   * connection may cost more afterwards, so the heap need not have room for both.
   */
  private static final int HANDSHAKE_BYTES = 40 * 1024;

  private static final int HANDSHAKES_MAX = 1024;

  /** The most that it costs to handle everything that a connection may have sent at once. */
  private static final int SESSION_BYTES = 56 * 1024;

  /** What the program costs before anybody has connected. */
  private static final int PROGRAM_BYTES = 20 * 1024 * 1024;

  /**
   * The limits of an office in a process.
   *
   * @param draws how many draws can be open at the same time
   */
  static OfficeLimits of(OfficeSettings settings, int draws, Room room) {
    List<String> warnings = new ArrayList<>();
    IntakeLimits limits = settings.limits();
    long heap = room.heapBytes();
    String heapIsSmall = "the heap has only " + heap / (1024 * 1024) + " MiB";
    int readBytesWanted = limits.unacknowledgedBytesMax();
    long readBytes = Math.max(limits.frameBytesMax(), Math.min(readBytesWanted, heap / 4));
    long handlingBytes = heap / 16;
    boolean hasTls = settings.tls().files().isPresent();
    int handshakes = hasTls ? Math.clamp(heap / 32 / HANDSHAKE_BYTES, 1, HANDSHAKES_MAX) : 0;
    int sessions = Math.clamp(handlingBytes / SESSION_BYTES, 1, limits.sessionsMax());
    int farewells = Math.clamp(room.openFilesMax() / 16, FAREWELLS_MIN, FAREWELLS_MAX);
    long byFiles =
        room.openFilesMax()
            - room.otherFiles(draws, settings.adminAddress().isPresent())
            - farewells;
    long byMemory =
        (heap - readBytes - handlingBytes - PROGRAM_BYTES)
            / (CONNECTION_BYTES + (hasTls ? TLS_BYTES : 0));
    int wanted = limits.connectionsMax();
    int connections =
        (int) Math.min(wanted, Math.max(CONNECTIONS_MIN, Math.min(byFiles, byMemory)));
    if (connections < wanted) {
      warnings.add(
          "connections-max: expected at most %d%s, found %d: %s"
              .formatted(
                  connections,
                  connections < settings.agencies() ? ", fewer than there are agencies" : "",
                  wanted,
                  byFiles <= byMemory
                      ? "only " + room.openFilesMax() + " files may be open (ulimit -n)"
                      : heapIsSmall));
    }
    if (readBytes < readBytesWanted) {
      warnings.add(
          "unacknowledged-bytes-max: expected at most %d, found %d: %s"
              .formatted(readBytes, readBytesWanted, heapIsSmall));
    }
    return new OfficeLimits(
        connections, farewells, sessions, handshakes, readBytes, List.copyOf(warnings));
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

    /**
     * What is open now, what the JVM and the logs will open, a file for each thread of a draw, and
     * the connections of officials.
     */
    long otherFiles(int draws, boolean hasAdmin) {
      return openFiles
          + JVM_FILES
          + (long) draws * DurableLog.OPEN_FILES_MAX
          + processors
          + (hasAdmin ? ADMIN_FILES : 0);
    }

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
