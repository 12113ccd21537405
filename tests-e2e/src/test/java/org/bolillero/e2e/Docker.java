package org.bolillero.e2e;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The command lines of docker, of compose in either version, of its generator, and of the program
 * in an image.
 */
final class Docker {
  static final String TAG = "e2e";
  static final String SERVER_IMAGE = "bolillero-server:" + TAG;
  static final String AGENCY_IMAGE = "bolillero-agency:" + TAG;
  static final String KAFKA_IMAGE = "bolillero-kafka:" + TAG;
  static final String JAVA = "/opt/bolillero/runtime/bin/java";
  static final String PROGRAM = "@/opt/bolillero/java.args";

  private static final List<String> COMPOSE =
      Command.of("docker", "compose", "version").run().exitCode() == 0
          ? List.of("docker", "compose")
          : List.of("docker-compose");

  private Docker() {}

  /** Runs docker, which must succeed, and gives what it has printed, without the last line end. */
  static String docker(String... arguments) {
    return line(List.of("docker"), arguments).run().successfully().out().strip();
  }

  /** Compose, not run yet. */
  static Command compose(String... arguments) {
    return line(COMPOSE, arguments);
  }

  /** The generator of compose files, not run yet. */
  static Command generator(List<String> arguments) {
    String generator = Lottery.ROOT.resolve("containers/generate-compose.sh").toString();
    return line(List.of(generator), arguments.toArray(String[]::new));
  }

  /** What stands in the lines that a listing of docker prints. */
  static List<String> list(String... arguments) {
    return docker(arguments).lines().toList();
  }

  private static Command line(List<String> command, String... arguments) {
    List<String> line = new ArrayList<>(command);
    line.addAll(Arrays.asList(arguments));
    return Command.of(line);
  }
}
