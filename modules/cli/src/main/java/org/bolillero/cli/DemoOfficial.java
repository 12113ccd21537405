package org.bolillero.cli;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bolillero.console.CommandException;
import org.bolillero.console.Program;
import org.eclipse.collections.api.list.ImmutableList;
import org.eclipse.collections.impl.factory.Lists;
import picocli.CommandLine.Command;

/**
 * The official of a demonstration: types the commands that people type, and looks at the draw as
 * they do. Used by one thread.
 */
final class DemoOfficial implements AutoCloseable {
  private static final int LOOK_MILLIS = 20;

  /** What an official waits for. */
  interface Expectation {
    boolean isMet(ShownDraw draw) throws CommandException, InterruptedException;
  }

  private final String[] environment;
  private final AdminClient office;
  private final DemoTerminal terminal;

  private DemoOfficial(String[] environment, AdminClient office, DemoTerminal terminal) {
    this.environment = environment;
    this.office = office;
    this.terminal = terminal;
  }

  /**
   * An official of an office on this machine.
   *
   * @param port where officials decide
   * @param token the file with the office's token, if there are no certificates
   * @param certificates what the official shows otherwise
   * @param terminal where the official types
   * @throws CommandException if a certificate cannot be used
   */
  static DemoOfficial of(int port, Path token, DemoCertificates certificates, DemoTerminal terminal)
      throws CommandException {
    ImmutableList<String> known =
        certificates.areUsed()
            ? certificates.options(DemoCertificates.OFFICIAL)
            : Lists.immutable.of("--token-file=" + token, "--official=ana");
    String[] environment = known.newWith("--admin=127.0.0.1:" + port).toArray(new String[0]);
    ControlOptions options = Program.configure(new ControlOptions(), environment);
    return new DemoOfficial(environment, options.connect(), terminal);
  }

  /**
   * Types a command {@code draw}, and lets it run. What people have in their environment is not
   * shown.
   */
  void types(DrawRequest command, String... arguments)
      throws CommandException, InterruptedException {
    String name = requireNonNull(command.getClass().getAnnotation(Command.class)).name();
    terminal.shows(
        Stream.concat(Stream.of("bolillero", "draw", name), Stream.of(arguments))
            .map(word -> word.contains(" ") ? '"' + word + '"' : word)
            .collect(Collectors.joining(" ")));
    String[] all =
        Stream.concat(Stream.of(environment), Stream.of(arguments)).toArray(String[]::new);
    Program.configure(command, all).run(terminal.out());
    terminal.out().flush();
  }

  /** Looks at a draw again and again until it is as expected. */
  ShownDraw await(int draw, Expectation expected) throws CommandException, InterruptedException {
    while (true) {
      ShownDraw now = new ShownDraw(office.get("/draws/" + draw));
      if (expected.isMet(now)) {
        return now;
      }
      Thread.sleep(LOOK_MILLIS);
    }
  }

  @Override
  public void close() {
    office.close();
  }
}
