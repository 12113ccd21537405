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
import org.junit.jupiter.api.io.TempDir;

/** Tests that measure the packaged program. */
abstract class MeasuredProgram {
  private static final Path JAVA =
      Path.of("../cli/target/app/runtime/bin/java").toAbsolutePath().normalize();

  @TempDir private Path folder;
  @TempDir private Path scripts;

  /** Not the launcher of the project, which might begin to build in the middle of a build. */
  @BeforeEach
  void makeLauncher() throws IOException {
    assumeTrue(Files.exists(JAVA), JAVA + " is not built; build all modules");
    launch(
        """
        #!/bin/sh
        exec '%s' -XX:TieredStopAtLevel=1 $BOLILLERO_JAVA_OPTIONS \\
          --module org.bolillero.cli/org.bolillero.cli.Bolillero "$@"
        """
            .formatted(JAVA));
  }

  /** Has a script stand for the program. */
  void launch(String script) throws IOException {
    Path launcher = scripts.resolve("launcher");
    Files.writeString(launcher, script);
    Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
    System.setProperty("bolillero.launcher", launcher.toString());
  }

  @AfterEach
  void forgetLauncher() {
    System.clearProperty("bolillero.launcher");
  }

  /** Runs a command of the bench once, which must leave nothing behind. */
  BenchRun measure(String... arguments) throws IOException {
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

  static void expect(BenchRun run, String... texts) {
    assertEquals(0, run.exitCode(), run.err());
    for (String text : texts) {
      assertTrue(run.out().contains(text), run.out());
    }
  }
}
