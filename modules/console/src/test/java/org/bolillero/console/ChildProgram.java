package org.bolillero.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A program that runs in a JVM of its own, since it is about how that ends. */
final class ChildProgram {
  private final Process process;
  private final Path err;
  private final Path out;

  private ChildProgram(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  static ChildProgram start(Path folder, Class<?> main, String... arguments) throws IOException {
    Path out = Files.createTempFile(folder, "out", "");
    Path err = Files.createTempFile(folder, "err", "");
    Process process =
        new ProcessBuilder(command(folder, main, arguments))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    return new ChildProgram(process, out, err);
  }

  /**
   * The command line that runs a class of these tests and logs what it loads to {@code classes}.
   */
  static List<String> command(Path folder, Class<?> main, String... arguments) {
    String classPath =
        Stream.of("java.class.path", "jdk.module.path")
            .flatMap(property -> Stream.of(System.getProperty(property, "").split(":")))
            .filter(entry -> !entry.isEmpty())
            .collect(Collectors.joining(":", "target/classes:target/test-classes:", ""));
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xlog:class+load:file=" + folder.resolve("classes"),
                "-cp",
                classPath,
                main.getName()));
    command.addAll(Arrays.asList(arguments));
    return command;
  }

  /** What it has written to standard output so far. */
  String out() {
    return read(out);
  }

  /** What it has written to standard error so far. */
  String err() {
    return read(err);
  }

  long pid() {
    return process.pid();
  }

  /** Sends SIGTERM. */
  void terminate() {
    process.destroy();
  }

  /** The exit code, or -1 if it does not end. */
  int exitCode() throws InterruptedException {
    boolean ended = process.waitFor(30, TimeUnit.SECONDS);
    if (!ended) {
      process.destroyForcibly();
    }
    return ended ? process.exitValue() : -1;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
