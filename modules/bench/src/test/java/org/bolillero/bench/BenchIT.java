package org.bolillero.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every command once, with very little to do. What it measures is not looked at: the machine is
 * busy with other tests.
 */
@Tag("long")
class BenchIT extends MeasuredProgram {
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
  void aFolderWithoutFilesIsNamed(@TempDir Path empty) throws IOException {
    BenchRun run = measure("whole", "--data", empty.toString());
    assertEquals(3, run.exitCode());
    assertTrue(run.err().contains("agency-1.csv: no such file"), run.err());
  }

  @Test
  void anOfficeThatDoesNotStartSaysWhy() throws IOException {
    launch("#!/bin/sh\necho no heap >&2; exit 8\n");
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
}
