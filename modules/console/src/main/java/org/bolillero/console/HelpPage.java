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
import picocli.CommandLine.Model.CommandSpec;

/**
 * The help of a command, in the form of a manual page: synopsis, description, options with all
 * their names and defaults, exit codes, and examples, which are the command's {@code footer}.
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

  /** Adds what the annotations of an option say, below its description. */
  @Override
  public IOptionRenderer createDefaultOptionRenderer() {
    IOptionRenderer standard = super.createDefaultOptionRenderer();
    return (option, labels, scheme) ->
        Stream.concat(
                Arrays.stream(standard.render(option, labels, scheme)),
                new Setting(option).facts().stream().map(fact -> row(scheme.text(fact))))
            .toArray(Text[][]::new);
  }

  private static Text[] row(Text description) {
    Text empty = Ansi.OFF.new Text(0);
    return new Text[] {empty, empty, empty, empty, description};
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
    page.exitCodeList(exitCodes(command));
    if (page.footer().length > 0) {
      page.footerHeading("%nExamples:%n");
      page.footer(Arrays.stream(page.footer()).map("  "::concat).toArray(String[]::new));
    }
    for (CommandLine subcommand : command.subcommands().values()) {
      arrange(subcommand.getCommandSpec());
    }
  }

  private static Map<String, String> exitCodes(CommandSpec command) {
    Set<ExitCode> codes = EnumSet.of(ExitCode.OK, ExitCode.INTERNAL, ExitCode.USAGE);
    ExitCodes more = command.userObject().getClass().getAnnotation(ExitCodes.class);
    if (more != null) {
      codes.addAll(Arrays.asList(more.value()));
    }
    Map<String, String> lines = new LinkedHashMap<>();
    codes.forEach(code -> lines.put(String.valueOf(code.code()), code.description()));
    return lines;
  }
}
