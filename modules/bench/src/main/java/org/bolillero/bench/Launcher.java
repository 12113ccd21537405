package org.bolillero.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;

/**
 * Starts processes of the program by the script at its root, as whoever uses it does.
 *
 * @param script the script
 * @param javaOptions what their virtual machines are told
 */
record Launcher(Path script, String javaOptions) {
  /** The environment variable of the options for what is started by the launcher. */
  static final String JAVA_OPTIONS = "BOLILLERO_JAVA_OPTIONS";

  /** The script that has started this process, and the options that were meant for others. */
  static Launcher find() throws CommandException {
    Path script = Path.of(System.getProperty("bolillero.launcher", ""));
    if (!Files.isRegularFile(script)) {
      throw new CommandException(
          ExitCode.USAGE, "expected to be started by the launcher, as ./bolillero bench");
    }
    return new Launcher(script, System.getenv().getOrDefault(JAVA_OPTIONS, ""));
  }

  /** The same with one more option. */
  Launcher with(String javaOption) {
    return new Launcher(script, (javaOptions + " " + javaOption).strip());
  }

  /**
   * Starts a command.
   *
   * @param folder where its output and its errors are kept
   * @param name what the process is called there and in messages
   * @param arguments the command and its arguments
   */
  Started start(Path folder, String name, List<String> arguments) throws IOException {
    List<String> line = new ArrayList<>(List.of(script.toString()));
    line.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(line);
    builder.environment().put(JAVA_OPTIONS, javaOptions);
    return Started.start(folder, name, builder);
  }
}
