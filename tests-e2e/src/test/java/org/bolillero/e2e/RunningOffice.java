package org.bolillero.e2e;

import static org.bolillero.e2e.Patience.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An office on this machine whose draws are opened by officials, and the commands that it hears.
 */
final class RunningOffice implements AutoCloseable {
  private static final String PROGRAM = Lottery.ROOT.resolve("bolillero").toString();
  private static final Pattern ADMIN = listens("admin");
  private static final Pattern AGENCIES = listens("accept_connections");

  private final Path folder;
  private Process process;
  private int adminPort;
  private int port;

  private static Pattern listens(String action) {
    return Pattern.compile("action: " + action + " \\| result: in_progress \\| port: (\\d+)");
  }

  /** Starts one at any free ports. The folder is empty, and nobody else's. */
  RunningOffice(Path folder) throws IOException {
    this.folder = folder;
    this.process = start();
  }

  private Process start() throws IOException {
    Path log = folder.resolve("office.log");
    Files.deleteIfExists(log);
    ProcessBuilder builder =
        new ProcessBuilder(
            PROGRAM,
            "server",
            "--port=" + port,
            "--admin=127.0.0.1:" + adminPort,
            "--data=" + data());
    builder.redirectOutput(Redirect.DISCARD).redirectError(log.toFile());
    Process started = builder.start();
    adminPort = awaitPort(started, ADMIN, log);
    port = awaitPort(started, AGENCIES, log);
    return started;
  }

  private static int awaitPort(Process started, Pattern line, Path log) throws IOException {
    await().until(() -> found(line, log).isPresent() || !started.isAlive());
    return found(line, log)
        .orElseThrow(() -> new AssertionError("the office does not listen; see " + log));
  }

  private static Optional<Integer> found(Pattern line, Path log) throws IOException {
    Matcher matcher = line.matcher(Files.readString(log));
    return matcher.find() ? Optional.of(Integer.valueOf(matcher.group(1))) : Optional.empty();
  }

  private Path data() {
    return folder.resolve("office");
  }

  /** Where its page is. */
  String page() {
    return "http://127.0.0.1:" + adminPort + "/";
  }

  /** Decides something, as ana. */
  void decide(String command, String... arguments) {
    List<String> line = new ArrayList<>(List.of(PROGRAM, "draw", command));
    line.addAll(Arrays.asList(arguments));
    line.add("--official=ana");
    line.add("--admin=127.0.0.1:" + adminPort);
    line.add("--token-file=" + data().resolve("admin.token"));
    Command.of(line).run().successfully();
  }

  /** An agency delivers its file, and does not wait for the draw. */
  void deliver(int draw, int agency, BetFiles bets) throws IOException {
    Process delivering =
        new ProcessBuilder(
                PROGRAM,
                "agency",
                "--draw=" + draw,
                "--id=" + agency,
                "--file=" + bets.of(agency),
                "--server=127.0.0.1:" + port)
            .redirectOutput(Redirect.DISCARD)
            .redirectError(folder.resolve("agency-" + agency + ".log").toFile())
            .start();
    Path log = folder.resolve("agency-" + agency + ".log");
    await()
        .until(() ->
            Files.readString(log).contains("action: finish | result: success")
                || !delivering.isAlive());
    delivering.destroyForcibly().onExit().join();
    String said = Files.readString(log);
    assertEquals(true, said.contains("action: finish | result: success"), said);
  }

  /** SIGKILL. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Starts it again where it was. */
  void restart() throws IOException {
    process = start();
  }

  @Override
  public void close() {
    kill();
  }
}
