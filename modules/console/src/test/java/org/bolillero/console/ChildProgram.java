package org.bolillero.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A program that runs in a JVM of its own, since it is about how that ends. */
final class ChildProgram {
  /** SIGHUP, SIGINT and SIGTERM, as bits of a set of signals. */
  private static final long ENDING = 1L | 1L << 1 | 1L << 14;

  private final Process process;
  private final Path err;
  private final Path out;

  private ChildProgram(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  static ChildProgram start(Path folder, Class<?> main, String... arguments) throws IOException {
    return startBy(List.of(), folder, main, arguments);
  }

  /** Starts a program whose standard error is a pipe that nobody reads. */
  static ChildProgram startUnread(Path folder, Class<?> main, String... arguments)
      throws IOException {
    return start(folder, command(folder, main, arguments), _ -> Redirect.PIPE);
  }

  /**
   * Starts a program by a command that is given its command line as arguments, such as {@code sh -c
   * 'exec "$@" 1>&-' sh}.
   */
  static ChildProgram startBy(List<String> starter, Path folder, Class<?> main, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(starter);
    command.addAll(command(folder, main, arguments));
    return start(folder, command, err -> Redirect.to(err.toFile()));
  }

  private static ChildProgram start(
      Path folder, List<String> command, Function<Path, Redirect> errTo) throws IOException {
    List<String> minding = new ArrayList<>(mindingSignals());
    minding.addAll(command);
    Path out = Files.createTempFile(folder, "out", "");
    Path err = Files.createTempFile(folder, "err", "");
    Process process =
        new ProcessBuilder(minding)
            .redirectOutput(out.toFile())
            .redirectError(errTo.apply(err))
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
    List<String> command = new ArrayList<>();
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xlog:class+load:file=" + folder.resolve("classes"),
            "-cp",
            classPath,
            main.getName()));
    command.addAll(Arrays.asList(arguments));
    return command;
  }

  /**
   * What has a program mind the signals that are ignored here, and that a child would ignore, too:
   * SIGINT in the background of a shell, SIGHUP under nohup.
   */
  private static List<String> mindingSignals() {
    Path status = Path.of("/proc/self/status");
    boolean ignored =
        Files.exists(status)
            && read(status)
                .lines()
                .filter(line -> line.startsWith("SigIgn:"))
                .mapToLong(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
                .anyMatch(signals -> (signals & ENDING) != 0);
    return ignored ? List.of("env", "--default-signal=HUP,INT,TERM") : List.of();
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

  /** Sends a signal of this name, such as INT. */
  void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start().waitFor();
  }

  /** The exit code, or -1 if it does not end. */
  int exitCode() throws InterruptedException {
    boolean ended = process.waitFor(5, TimeUnit.MINUTES);
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
