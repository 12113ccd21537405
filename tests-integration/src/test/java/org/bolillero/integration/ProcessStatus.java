package org.bolillero.integration;

import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the system knows of a process; skips the test where it does not tell. */
final class ProcessStatus {
  private ProcessStatus() {}

  /** A field in kB, such as VmHWM, which is the most memory that was resident. */
  static int megabytes(long pid, String field) throws IOException {
    return (int) (number("/proc/" + pid + "/status", field + ":\\s+(\\d+) kB") / 1024);
  }

  /** How many threads of the system it has. */
  static int threads(long pid) throws IOException {
    return (int) number("/proc/" + pid + "/status", "Threads:\\s+(\\d+)");
  }

  /** How much of the heap of a virtual machine is in use, after it has looked what is not. */
  static long liveHeapBytes(long pid) throws IOException {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    Process asked = new ProcessBuilder(jcmd, Long.toString(pid), "GC.class_histogram").start();
    try (BufferedReader lines = asked.inputReader()) {
      String total =
          lines.lines().filter(line -> line.startsWith("Total ")).findFirst().orElseThrow();
      return Long.parseLong(total.split(" +", -1)[2]);
    }
  }

  /** Skips the test where this process may not open so many files. */
  static void assumeOpenFiles(int count) throws IOException {
    // The server has the same limit, and needs some files of its own.
    long limit = number("/proc/self/limits", "Max open files\\s+\\d+\\s+(\\d+)");
    assumeTrue(
        limit >= count + 100,
        () -> "%d open files needed, %d allowed: ulimit -n".formatted(count + 100, limit));
  }

  private static long number(String file, String line) throws IOException {
    if (!Files.isReadable(Path.of(file))) {
      return abort("no " + file + ", which tells the memory and the limits of a process");
    }
    Matcher found = Pattern.compile(line).matcher(Files.readString(Path.of(file)));
    return found.find() ? Long.parseLong(found.group(1)) : abort(file + " has no " + line);
  }
}
