package org.bolillero.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every command once, with very little to do. What it measures is not looked at: the machine is
 * busy with other tests.
 */
@Tag("long")
class BenchIT {
  private static final Path JAVA =
      Path.of("../cli/target/app/runtime/bin/java").toAbsolutePath().normalize();

  @TempDir private Path folder;
  @TempDir private Path scripts;

  /** Not the launcher of the project, which might begin to build in the middle of a build. */
  @BeforeEach
  void makeLauncher() throws IOException {
    assumeTrue(Files.exists(JAVA), JAVA + " is not built; build all modules");
    Path script = scripts.resolve("launcher");
    Files.writeString(
        script,
        """
        #!/bin/sh
        exec '%s' -XX:TieredStopAtLevel=1 $BOLILLERO_JAVA_OPTIONS \\
          --module org.bolillero.cli/org.bolillero.cli.Bolillero "$@"
        """
            .formatted(JAVA));
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    System.setProperty("bolillero.launcher", script.toString());
  }

  @AfterEach
  void forgetLauncher() {
    System.clearProperty("bolillero.launcher");
  }

  @Test
  void intakePipelined() throws IOException {
    expect(
        measure("intake", "--agencies", "2", "--bets", "20000", "--frame-bytes", "65536"),
        "2 agencies, 20,000 bets in frames of 65,536 bytes",
        "bets/s",
        "acknowledged after, p99.9, ms",
        "office: processor s per million bets");
  }

  @Test
  void intakeOneAtATimeAfterOthers() throws IOException {
    expect(
        measure(
            "intake",
            "--agencies",
            "2",
            "--bets",
            "4000",
            "--warm-bets",
            "2000",
            "--one-at-a-time"),
        "one at a time, after 2,000 others");
  }

  @Test
  void intakeWatched() throws IOException {
    expect(
        measure("intake", "--agencies", "2", "--bets", "20000", "--watched"),
        "unwatched: bets/s",
        "watched: bets/s",
        "watched: answers to those who watch",
        "bets/s watched, of unwatched, %");
  }

  @Test
  void intakeAtARate() throws IOException {
    expect(
        measure("intake", "--agencies", "2", "--bets", "5000", "--rate", "20000"),
        "20,000 bets/s, cold");
  }

  @Test
  void draw() throws IOException {
    expect(
        measure("draw", "--bets", "300000", "--heap-mb", "64"),
        "300,000 bets, 10 MB in frames of up to 65,536 bytes",
        "million bets/s, warm, threads: 1",
        "GB/s summed up, warm, threads: 1");
  }

  @Test
  void recover() throws IOException {
    expect(
        measure("recover", "--bets", "1000"),
        "1,000 bets",
        "office accepts, warm, ms",
        "reference: the files are read, warm, ms");
  }

  @Test
  void whole() throws IOException {
    expect(
        measure("whole", "--bets", "3000"),
        "5 agencies, 3,000 bets",
        "from exec to the last winner, s");
  }

  @Test
  void aFolderWithoutFilesIsNamed() throws IOException {
    BenchRun run = measure("whole", "--data", scripts.toString());
    assertEquals(3, run.exitCode());
    assertTrue(run.err().contains("agency-1.csv: no such file"), run.err());
  }

  @Test
  void anOfficeThatDoesNotStartSaysWhy() throws IOException {
    Files.writeString(
        Path.of(System.getProperty("bolillero.launcher")), "#!/bin/sh\necho no heap >&2; exit 8\n");
    BenchRun run = measure("intake", "--bets", "10");
    assertEquals(4, run.exitCode());
    assertEquals("bolillero: the office did not start: no heap", run.err().strip());
  }

  @Test
  void micro() {
    expect(
        BenchRun.of("micro", "checksum", "--runs", "1"),
        "checksum: million bets/s",
        "copy: million bets/s");
  }

  private BenchRun measure(String... arguments) throws IOException {
    String[] all = Arrays.copyOf(arguments, arguments.length + 4);
    all[arguments.length] = "--runs";
    all[arguments.length + 1] = "1";
    all[arguments.length + 2] = "--folder";
    all[arguments.length + 3] = folder.toString();
    BenchRun run = BenchRun.of(all);
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(0, left.count(), "nothing is left behind");
    }
    return run;
  }

  private static void expect(BenchRun run, String... texts) {
    assertEquals(0, run.exitCode(), run.err());
    for (String text : texts) {
      assertTrue(run.out().contains(text), run.out());
    }
  }
}
