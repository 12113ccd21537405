package org.bolillero.brokers;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One broker: its folder, and its process while it has one. */
final class Broker {
  static final String HOST = "127.0.0.1";

  private static final int UP_SECONDS_MAX = 120;
  private static final int LAST_WORDS = 20;

  private final Path folder;
  private final Path words;
  private final String cluster;
  private final String address;

  private @Nullable Process process;
  private CompletableFuture<Void> up = new CompletableFuture<>();

  private Broker(Path folder, String cluster, String address) {
    this.folder = folder;
    this.words = folder.resolve("words.log");
    this.cluster = cluster;
    this.address = address;
  }

  static Broker make(Path folder, String cluster, BrokerFile settings) throws IOException {
    Files.createDirectory(folder);
    Files.writeString(
        folder.resolve(BrokerProgram.SETTINGS), settings.text(folder.resolve(BrokerProgram.DATA)));
    return new Broker(folder, cluster, HOST + ":" + settings.port());
  }

  String address() {
    return address;
  }

  Path data() {
    return folder.resolve(BrokerProgram.DATA);
  }

  /** Starts its process by a command that runs it, with the data that an earlier one has left. */
  void start(List<String> prefix) throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(BrokerCommand.of(folder, cluster));
    Process started = new ProcessBuilder(command).redirectErrorStream(true).start();
    CompletableFuture<Void> isUp = new CompletableFuture<>();
    Thread.ofVirtual().start(() -> listen(started, isUp));
    process = started;
    up = isUp;
  }

  /** Writes down what it says, and waits for the words that it is up. */
  private void listen(Process started, CompletableFuture<Void> isUp) {
    try (BufferedReader said = started.inputReader();
        BufferedWriter written =
            Files.newBufferedWriter(words, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (String line = said.readLine(); line != null; line = said.readLine()) {
        written.write(line);
        written.newLine();
        written.flush();
        if (line.contains("Kafka Server started")) {
          isUp.complete(null);
        }
      }
      isUp.completeExceptionally(new IOException("its process has ended"));
    } catch (IOException e) {
      isUp.completeExceptionally(e);
    }
  }

  void awaitUp() throws IOException {
    try {
      up.get(UP_SECONDS_MAX, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException(address + ": the broker is not up: " + e + "\n" + lastWords(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(address + ": interrupted", e);
    }
  }

  void awaitEnd() throws IOException {
    Process ending = process;
    if (ending == null) {
      throw new IllegalStateException("the broker was not started");
    }
    try {
      if (!ending.waitFor(UP_SECONDS_MAX, TimeUnit.SECONDS)) {
        throw new IOException(address + ": the broker goes on\n" + lastWords());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(address + ": interrupted", e);
    }
  }

  private String lastWords() throws IOException {
    List<String> lines = Files.readAllLines(words);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_WORDS), lines.size()));
  }

  /** Kills its process. Idempotent. */
  void kill() {
    Process killed = process;
    if (killed != null) {
      killed.destroyForcibly();
      killed.onExit().join();
    }
  }

  void signal(String name) throws IOException {
    Process signalled = process;
    if (signalled == null) {
      throw new IllegalStateException("the broker was not started");
    }
    Process kill =
        new ProcessBuilder("kill", "-" + name, Long.toString(signalled.pid())).inheritIO().start();
    if (kill.onExit().join().exitValue() != 0) {
      throw new IOException(address + ": cannot be sent the signal " + name);
    }
  }
}
