package org.bolillero.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bolillero.integration.Programs.Surroundings;

/**
 * A small file system that only those see who enter its name space. It is unmounted by itself when
 * the process that holds the name space open ends, which it does with this one at the latest.
 */
final class SmallDisk implements AutoCloseable {
  /** What to tell those who make a name space and those who enter it. */
  private record Way(List<String> unshare, List<String> enter) {}

  /** Root needs a name space for mounts only; others become root in one of users. */
  private static final List<Way> WAYS =
      List.of(
          new Way(List.of("--mount"), List.of("--mount")),
          new Way(
              List.of("--user", "--map-root-user", "--mount"),
              List.of("--user", "--preserve-credentials", "--mount")));

  private static final String MOUNT_AND_HOLD =
      "mount -t tmpfs -o size=\"$2\" bolillero \"$1\" && echo mounted && read end";

  private final Process holder;
  private final Surroundings inside;

  private SmallDisk(Process holder, Way way) {
    this.holder = holder;
    List<String> enter = new ArrayList<>();
    enter.addAll(List.of("nsenter", "--target", Long.toString(holder.pid())));
    enter.addAll(way.enter());
    this.inside = new Surroundings(enter, Map.of());
  }

  /** Mounts a disk, or skips the test where this cannot be done. */
  static SmallDisk mount(Path folder, String size) throws IOException {
    Files.createDirectory(folder);
    List<String> problems = new ArrayList<>();
    for (Way way : WAYS) {
      Optional<SmallDisk> disk = mount(folder, size, way, problems);
      if (disk.isPresent()) {
        return disk.get();
      }
    }
    return abort("no small file system (Debian's packages mount, util-linux): " + problems);
  }

  private static Optional<SmallDisk> mount(
      Path folder, String size, Way way, List<String> problems) {
    List<String> command = new ArrayList<>(List.of("unshare"));
    command.addAll(way.unshare());
    command.addAll(List.of("sh", "-c", MOUNT_AND_HOLD, "sh", folder.toString(), size));
    try {
      Process holder = new ProcessBuilder(command).redirectErrorStream(true).start();
      BufferedReader said = holder.inputReader(UTF_8);
      String line = String.valueOf(said.readLine());
      if (line.equals("mounted")) {
        return Optional.of(new SmallDisk(holder, way));
      }
      problems.add(line);
      holder.destroy();
    } catch (IOException e) {
      problems.add(String.valueOf(e.getMessage()));
    }
    return Optional.empty();
  }

  /** Starts a program where the disk is seen. */
  Surroundings inside() {
    return inside;
  }

  /** Runs a command of the system where the disk is seen; gives what it says. */
  String run(String... command) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(inside.prefix());
    all.addAll(Arrays.asList(command));
    Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, process.waitFor(), said);
    return said;
  }

  /** Writes a file that leaves no room for anything else. */
  void fill(Path file) throws IOException, InterruptedException {
    run("sh", "-c", "! dd if=/dev/zero of=\"$1\" bs=4096", "sh", file.toString());
  }

  @Override
  public void close() {
    holder.destroyForcibly().onExit().join();
  }
}
