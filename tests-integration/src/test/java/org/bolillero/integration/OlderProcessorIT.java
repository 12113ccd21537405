package org.bolillero.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bolillero.integration.Programs.Running;
import org.bolillero.integration.Programs.Surroundings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is built on one processor runs on an older one: nothing in it is made for the instructions
 * of the machine that built it.
 */
@Tag("long")
class OlderProcessorIT {
  /** Of 2010: it has neither AVX nor what came after it. */
  private static final List<String> OLDER = List.of("qemu-x86_64", "-cpu", "Westmere");

  @TempDir private Path folder;
  private final Programs programs = new Programs(() -> folder);

  @BeforeEach
  void assumeThereIsAnOlderProcessor() throws InterruptedException {
    assumeTrue(
        System.getProperty("os.arch").equals("amd64"), "this machine is of another kind, not x86");
    try {
      Process process =
          new ProcessBuilder("qemu-x86_64", "-version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      assumeTrue(process.waitFor() == 0, "qemu-x86_64 does not run here");
    } catch (IOException e) {
      abort("no older processor, qemu-x86_64 (Debian's package qemu-user): " + e.getMessage());
    }
  }

  @AfterEach
  void killWhatRuns() {
    programs.close();
  }

  /** With a cache that it must use: else the virtual machine would quietly do without. */
  @Test
  void aWholeDrawRunsWithTheCacheOfClassesOfAnotherMachine() throws Exception {
    Surroundings older = new Surroundings(OLDER, Map.of(), List.of("-XX:AOTMode=on"));
    Running demo = programs.run(older, "demo", "--bets", "2000");
    assertEquals(0, demo.exitCode(), demo::log);
  }
}
