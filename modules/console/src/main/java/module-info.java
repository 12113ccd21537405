/**
 * What every command of Bolillero shares on its command line: settings, errors and exit codes, log
 * lines, termination, progress.
 *
 * <p>Promises: a setting comes from the flag, or else the environment, or else the file named by
 * {@code --config}, or else the default, and an error names the one that it came from; what a user
 * can mend is said in one line, never in a stack trace; a log line never makes its writer wait; a
 * signal closes what is open; 0 means done, whatever else happens ends with another code.
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
  requires org.apache.logging.log4j.core;
  requires org.snakeyaml.engine;
  requires static org.jspecify;

  exports org.bolillero.console;

  opens org.bolillero.console to
      info.picocli;
}
