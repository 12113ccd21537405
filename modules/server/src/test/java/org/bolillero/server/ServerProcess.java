package org.bolillero.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The command as a program of its own, which writes to the files {@code out} and {@code err}. */
final class ServerProcess {
  private ServerProcess() {}

  /** Starts it with the data in {@code office}, on any free port. */
  static Process start(Path folder, String... arguments) throws IOException {
    return startBy(List.of(), folder, arguments);
  }

  /** Starts it by a command that is given its command line as arguments. */
  static Process startBy(List<String> starter, Path folder, String... arguments)
      throws IOException {
    Stream<String> own =
        Stream.of(ServerCommand.class, TestAgency.class)
            .map(type -> type.getProtectionDomain().getCodeSource().getLocation().getPath());
    Stream<String> libraries =
        Stream.of("java.class.path", "jdk.module.path").map(name -> System.getProperty(name, ""));
    String classPath =
        Stream.concat(own, libraries)
            .filter(path -> !path.isEmpty())
            .collect(Collectors.joining(":"));
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command = new ArrayList<>(starter);
    command.addAll(List.of(java, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", classPath, ServerCommand.class.getName()));
    command.addAll(List.of("--port=0", "--data=" + folder.resolve("office")));
    command.add("--connections-max=100"); // Fits whatever limit of open files there is.
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectOutput(folder.resolve("out").toFile())
        .redirectError(folder.resolve("err").toFile())
        .start();
  }

  /** What has come to standard error. */
  static List<String> log(Path folder) throws IOException {
    return Files.readAllLines(folder.resolve("err"), UTF_8);
  }
}
