package org.bolillero.console;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.util.List;

/** Commands under one name. Typed alone it does nothing but to say which there are. */
public final class CommandGroup implements Command {
  private final ManualPage page;
  private final List<Command> commands;
  private final Options options = new Options();

  /**
   * A group.
   *
   * @param page its help
   * @param commands its commands, in the order of its help
   */
  public CommandGroup(ManualPage page, List<Command> commands) {
    this.page = requireNonNull(page, "page");
    this.commands = List.copyOf(commands);
  }

  @Override
  public ManualPage page() {
    return page;
  }

  @Override
  public Options options() {
    return options;
  }

  /** Never called: {@link Program} prints the help instead. */
  @Override
  public ExitCode run(PrintWriter out) {
    throw new IllegalStateException(page.name() + " has to be told which command to run");
  }

  List<Command> commands() {
    return commands;
  }
}
