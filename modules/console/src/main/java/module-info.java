/**
 * What all commands of Bolillero share on the command line: settings, errors and exit codes, log
 * lines, termination, progress.
 *
 * <p>Promises: a setting comes from the flag, else from the environment, else from the file named
 * by {@code --config}, else it has its default, and an error message names the source; what a user
 * can fix is reported in one line, never as a stack trace; logging never blocks; a signal closes
 * whatever is open; exit code 0 means done, and anything else has a code of its own.
 *
 * <p>Start reading at {@link org.bolillero.console.Program}, go on with {@link
 * org.bolillero.console.ExitCode} and {@link org.bolillero.console.CommandException} (how a command
 * fails), then {@link org.bolillero.console.Logging}, {@link org.bolillero.console.Termination} and
 * {@link org.bolillero.console.ProgressDisplay}.
 */
@org.jspecify.annotations.NullMarked
module org.bolillero.console {
  requires transitive info.picocli;
  requires jdk.unsupported;
  requires transitive org.apache.logging.log4j;
  requires transitive org.apache.logging.log4j.core;
  requires transitive org.apache.logging.log4j.layout.template.json;
  requires org.snakeyaml.engine;
  requires static org.jspecify;

  exports org.bolillero.console;

  opens org.bolillero.console to
      info.picocli;
}
