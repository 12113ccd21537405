package org.bolillero.console;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.Text;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * The help of a command, in the form of a manual page: synopsis, description, options with all
 * their names and defaults, exit codes, and examples.
 */
final class HelpPage extends Help {

  private HelpPage(CommandSpec command, ColorScheme colors) {
    super(command, colors);
  }

  /** Gives a program and all its commands this kind of help. */
  static void install(CommandLine commandLine) {
    commandLine.setHelpFactory(HelpPage::new);
    commandLine.setColorScheme(defaultColorScheme(Ansi.OFF));
  }

  /** Tells picocli what a page says and in which order. */
  static void arrange(UsageMessageSpec usage, ManualPage page) {
    usage.abbreviateSynopsis(true);
    usage.sortOptions(false);
    usage.header(page.header());
    usage.descriptionHeading("%n");
    usage.description(page.description().toArray(String[]::new));
    usage.parameterListHeading("%nParameters:%n");
    usage.optionListHeading("%nOptions:%n");
    usage.commandListHeading("%nCommands:%n");
    usage.exitCodeListHeading("%nExit codes:%n");
    if (!page.examples().isEmpty()) {
      usage.footerHeading("%nExamples:%n");
      usage.footer(page.examples().toArray(String[]::new));
    }
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

  @Override
  public String exitCodeList() {
    Set<ExitCode> codes = EnumSet.copyOf(ExitCode.OF_EVERY_COMMAND);
    codes.addAll(CommandModel.command(commandSpec()).page().exitCodes());
    Map<Integer, String> lines = new LinkedHashMap<>();
    codes.forEach(code -> lines.put(code.code(), code.description()));
    return createTextTable(lines).toString();
  }

  private static Text[][] withFacts(ArgSpec argument, Text[][] rows) {
    List<String> facts = CommandModel.option(argument).map(Option::facts).orElse(List.of());
    return Stream.concat(Arrays.stream(rows), facts.stream().map(HelpPage::row))
        .toArray(Text[][]::new);
  }

  private static Text[] row(String description) {
    Text empty = Ansi.OFF.new Text(0);
    return new Text[] {empty, empty, empty, empty, Ansi.OFF.text(description)};
  }
}
