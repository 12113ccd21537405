package org.bolillero.console;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.Text;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The help of a command, in the form of a manual page: synopsis, description, options with all
 * their names and defaults, exit codes, and the {@code footer} with examples.
 */
final class HelpPage extends Help {

  private HelpPage(CommandSpec command, ColorScheme colors) {
    super(command, colors);
  }

  /** Gives a command and all below it this kind of help. */
  static void install(CommandLine commandLine) {
    commandLine.setHelpFactory(HelpPage::new);
    commandLine.setColorScheme(defaultColorScheme(Ansi.OFF));
    arrange(commandLine.getCommandSpec());
  }

  @Override
  public IOptionRenderer createDefaultOptionRenderer() {
    IOptionRenderer standard = super.createDefaultOptionRenderer();
    return (option, labels, scheme) -> withFacts(option, standard.render(option, labels, scheme));
  }

  @Override
  public IParameterRenderer createDefaultParameterRenderer() {
    IParameterRenderer standard = super.createDefaultParameterRenderer();
    return (parameter, labels, scheme) ->
        withFacts(parameter, standard.render(parameter, labels, scheme));
  }

  /** Found only when it is asked for, since it loads the class of the command. */
  @Override
  public String exitCodeList() {
    Set<ExitCode> codes = EnumSet.of(ExitCode.OK, ExitCode.INTERNAL, ExitCode.USAGE);
    ExitCodes more = commandSpec().userObject().getClass().getAnnotation(ExitCodes.class);
    if (more != null) {
      codes.addAll(Arrays.asList(more.value()));
    }
    Map<Integer, String> lines = new LinkedHashMap<>();
    codes.forEach(code -> lines.put(code.code(), code.description()));
    return createTextTable(lines).toString();
  }

  /** Adds what the annotations say, below the description. */
  private static Text[][] withFacts(ArgSpec argument, Text[][] rows) {
    return Stream.concat(
            Arrays.stream(rows), new Setting(argument).facts().stream().map(HelpPage::row))
        .toArray(Text[][]::new);
  }

  private static Text[] row(String description) {
    Text empty = Ansi.OFF.new Text(0);
    return new Text[] {empty, empty, empty, empty, Ansi.OFF.text(description)};
  }

  private static void arrange(CommandSpec command) {
    var page = command.usageMessage();
    page.abbreviateSynopsis(true);
    page.sortOptions(false);
    page.descriptionHeading("%n");
    page.parameterListHeading("%nParameters:%n");
    page.optionListHeading("%nOptions:%n");
    page.commandListHeading("%nCommands:%n");
    page.exitCodeListHeading("%nExit codes:%n");
    if (page.footer().length > 0) {
      page.footerHeading("%n");
    }
    for (CommandLine subcommand : command.subcommands().values()) {
      arrange(subcommand.getCommandSpec());
    }
  }
}
