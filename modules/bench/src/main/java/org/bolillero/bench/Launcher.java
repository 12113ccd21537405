package org.bolillero.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;
import org.bolillero.console.Termination;

/**
 * Starts processes of the program by the script at its root, as whoever uses it does.
 *
 * @param script the script
 */
record Launcher(Path script) {

  /** The script that has started this process. */
  static Launcher find() throws CommandException {
    Path script = Path.of(System.getProperty("bolillero.launcher", ""));
    if (!Files.isExecutable(script)) {
      throw new CommandException(
          ExitCode.USAGE, "expected to be started by the launcher, as ./bolillero bench");
    }
    return new Launcher(script);
  }

  /**
   * Starts a command.
   *
   * @param folder where its output and its errors are kept, under the name of the command
   */
  Started start(Path folder, String command, List<String> arguments) throws IOException {
    return start(folder, command, command, arguments);
  }

  /** Starts a command that is not the only one of its kind in the folder. */
  Started start(Path folder, String name, String command, List<String> arguments)
      throws IOException {
    List<String> line = new ArrayList<>(List.of(script.toString(), command));
    line.addAll(arguments);
    Path errors = folder.resolve(name + ".err");
    Process process =
        new ProcessBuilder(line)
            .redirectOutput(folder.resolve(name + ".out").toFile())
            .redirectError(errors.toFile())
            .start();
    Started started = new Started(name, process, errors);
    Termination.closeOnSignal(started);
    return started;
  }

  /** A list of arguments that ends with those of another one. */
  static List<String> arguments(List<String> more, String... first) {
    List<String> all = new ArrayList<>(Arrays.asList(first));
    all.addAll(more);
    return all;
  }
}
