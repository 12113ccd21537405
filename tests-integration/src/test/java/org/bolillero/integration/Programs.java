package org.bolillero.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.bolillero.fuzz.Patience.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Runs the real program, as packaged, in processes of its own. Closing it kills what still runs.
 */
final class Programs implements AutoCloseable {
  private static final Pattern LISTENING =
      Pattern.compile("action: accept_connections \\| result: in_progress \\| port: (\\d+)");
  private static final Pattern ADMIN =
      Pattern.compile("action: admin \\| result: in_progress \\| port: (\\d+)");

  /** Long enough for anything that comes at all, also on a busy machine. */
  static final Duration PATIENCE = Duration.ofMinutes(10);

  /**
   * An office may be long in starting again. An agency that a test gives no other patience waits.
   */
  private static final Map<String, String> PATIENT =
      Map.of("CLI_RETRY_SECONDS", Long.toString(PATIENCE.toSeconds()));

  private static final List<String> SHORT_LIVED =
      List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  /** Options that a site gives to every virtual machine on it; tests run without them. */
  private static final List<String> OF_THE_SITE = List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS");

  private final Supplier<Path> folder;
  private final List<Running> started = new ArrayList<>();

  /**
   * What a program is started with.
   *
   * @param prefix a command that runs the program, such as strace
   * @param environment what is added to the environment
   * @param jvmOptions options of the virtual machine
   */
  record Surroundings(
      List<String> prefix, Map<String, String> environment, List<String> jvmOptions) {
    static final Surroundings PLAIN = new Surroundings(List.of(), Map.of());

    /** With options for a process that does not run for long. */
    Surroundings(List<String> prefix, Map<String, String> environment) {
      this(prefix, environment, SHORT_LIVED);
    }

    /** A virtual machine like that of a server, but with another heap. */
    static Surroundings heap(String size) {
      return new Surroundings(List.of(), Map.of(), List.of("-Xmx" + size));
    }
  }

  /** Keeps what the programs print in a folder. */
  Programs(Supplier<Path> folder) {
    this.folder = folder;
  }

  /** One process. */
  final class Running {
    private final Process process;
    private final Path out;
    private final Path err;

    private Running(Process process, Path out, Path err) {
      this.process = process;
      this.out = out;
      this.err = err;
    }

    /** Waits for the end and gives the exit code. */
    int exitCode() throws InterruptedException {
      assertTrue(
          process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS),
          () -> err + ": still runs" + LastState.of(started));
      return process.exitValue();
    }

    String out() throws IOException {
      return Files.readString(out, UTF_8);
    }

    String err() throws IOException {
      return Files.readString(err, UTF_8);
    }

    /** Sends SIGTERM. */
    void terminate() {
      process.destroy();
    }

    /** Sends SIGKILL, and waits until the process is gone. */
    void kill() {
      process.destroyForcibly().onExit().join();
    }

    /** Waits until a log line has the text, or the program has ended. */
    void awaitLine(String text) {
      try {
        await().atMost(PATIENCE).until(() -> err().contains(text) || !process.isAlive());
      } catch (ConditionTimeoutException e) {
        throw new AssertionError(err + ": no line has '" + text + "'" + LastState.of(started), e);
      }
    }

    /** The port of a server, once it listens. */
    int port() throws IOException {
      return port(LISTENING, "action: accept_connections");
    }

    /** The port of a server's control interface, once it listens. */
    int adminPort() throws IOException {
      return port(ADMIN, "action: admin | result: in_progress");
    }

    private int port(Pattern line, String action) throws IOException {
      awaitLine(action);
      // An office that has stood by listens a second time.
      return line.matcher(err())
          .results()
          .mapToInt(found -> Integer.parseInt(found.group(1)))
          .reduce((_, latest) -> latest)
          .orElseThrow(() -> new AssertionError("the server does not listen: " + log()));
    }

    long pid() {
      return process.pid();
    }

    boolean isAlive() {
      return process.isAlive();
    }

    /** How many log lines hold the text. */
    int count(String text) throws IOException {
      return (int) err().lines().filter(line -> line.contains(text)).count();
    }

    /** What is on standard error, or why it cannot be read: for the message of an assertion. */
    String log() {
      try {
        return err();
      } catch (IOException e) {
        return e.toString();
      }
    }
  }

  Running start(String... arguments) throws IOException {
    return start(Surroundings.PLAIN, arguments);
  }

  Running start(Map<String, String> environment, String... arguments) throws IOException {
    return start(new Surroundings(List.of(), environment), arguments);
  }

  Running start(Surroundings surroundings, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(surroundings.prefix());
    command.addAll(command(surroundings.jvmOptions(), arguments));
    int number = started.size();
    Path out = folder.get().resolve("out-" + number);
    Path err = folder.get().resolve("err-" + number);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    OF_THE_SITE.forEach(builder.environment()::remove);
    builder.environment().putAll(PATIENT);
    builder.environment().putAll(surroundings.environment());
    Running running = new Running(builder.start(), out, err);
    started.add(running);
    return running;
  }

  private static Path runtime() {
    String image = System.getProperty("bolillero.runtime");
    assertTrue(image != null, "expected the system property bolillero.runtime, the run-time image");
    return Path.of(image);
  }

  private static List<String> command(List<String> options, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(runtime().resolve("bin/java").toString());
    command.addAll(options);
    command.addAll(List.of("--module", "org.bolillero.cli/org.bolillero.cli.Bolillero"));
    command.addAll(Arrays.asList(arguments));
    return command;
  }

  /** Runs a program to its end. */
  Running run(String... arguments) throws IOException, InterruptedException {
    return run(Surroundings.PLAIN, arguments);
  }

  Running run(Surroundings surroundings, String... arguments)
      throws IOException, InterruptedException {
    Running running = start(surroundings, arguments);
    running.exitCode();
    return running;
  }

  /** Starts a server on a free port. */
  Running server(String agencies, Path data, String... more) throws IOException {
    return server(Surroundings.PLAIN, 0, agencies, data, more);
  }

  /** Starts a server. */
  Running server(Surroundings surroundings, int port, String agencies, Path data, String... more)
      throws IOException {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("server", "--port", Integer.toString(port), "--agencies", agencies));
    arguments.addAll(List.of("--data", data.toString()));
    arguments.addAll(Arrays.asList(more));
    return start(surroundings, arguments.toArray(String[]::new));
  }

  /** Starts a server whose draws are opened by officials, who speak to it at any free port. */
  Running office(Surroundings surroundings, int port, Path data, String... more)
      throws IOException {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("server", "--port", Integer.toString(port)));
    arguments.addAll(List.of("--admin", "127.0.0.1:0", "--data", data.toString()));
    arguments.addAll(Arrays.asList(more));
    return start(surroundings, arguments.toArray(String[]::new));
  }

  /** Starts an agency. */
  Running agency(int id, Path file, int port, String... more) throws IOException {
    return agency(Surroundings.PLAIN, id, file, port, more);
  }

  Running agency(Surroundings surroundings, int id, Path file, int port, String... more)
      throws IOException {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("agency", "--id", Integer.toString(id), "--file", file.toString()));
    arguments.addAll(List.of("--server", "localhost:" + port));
    arguments.addAll(Arrays.asList(more));
    return start(surroundings, arguments.toArray(String[]::new));
  }

  @Override
  public void close() {
    for (Running each : started) {
      each.kill();
    }
  }
}
