package org.bolillero.console;

import static java.util.Objects.requireNonNull;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Adds to picocli's model of a program what all its commands have in common. */
final class CommandModel {
  private static final String[] VERSION = {"-V", "--version"};

  private CommandModel() {}

  /** The model of a program, an object with picocli's annotations, and of all its commands. */
  static CommandLine of(Object program) {
    return of(program, commands(program));
  }

  /**
   * The model of a program as far as a command line needs it: with one command if that is called,
   * with none if the version is asked for. It takes picocli long to inspect all of them.
   */
  static CommandLine called(Object program, String... arguments) {
    String first = arguments.length == 0 ? "" : arguments[0];
    List<Class<?>> commands = commands(program);
    List<Class<?>> called = commands.stream().filter(each -> name(each).equals(first)).toList();
    boolean isEnough = !called.isEmpty() || List.of(VERSION).contains(first);
    CommandLine model = of(program, isEnough ? called : commands);
    CommandLine group = model.getSubcommands().get(first);
    if (group != null
        && arguments.length > 1
        && below(program, first).anyMatch(each -> name(each).equals(arguments[1]))) {
      // Otherwise a command would want what the one above it needs.
      List.copyOf(group.getCommandSpec().args()).forEach(group.getCommandSpec()::remove);
    }
    return model;
  }

  /** The program that a command belongs to, with all its commands. */
  static CommandSpec whole(CommandSpec command) {
    CommandSpec root = command.root();
    // A second model of the same command would take its @Spec away from the first.
    return commands(root.userObject()).isEmpty() ? root : of(root.userObject()).getCommandSpec();
  }

  private static List<Class<?>> commands(Object program) {
    Commands commands = program.getClass().getAnnotation(Commands.class);
    return commands == null
        ? List.of()
        : Stream.of(commands.value()).filter(each -> parent(each) == null).toList();
  }

  private static Commands.@Nullable Below parent(Class<?> command) {
    return command.getAnnotation(Commands.Below.class);
  }

  /** The commands of a program below one of its own. */
  private static Stream<Class<?>> below(Object program, String name) {
    Commands commands = program.getClass().getAnnotation(Commands.class);
    return Stream.<Class<?>>of(commands == null ? new Class<?>[0] : commands.value())
        .filter(each -> {
          Commands.Below parent = parent(each);
          return parent != null && parent.value().equals(name);
        });
  }

  private static String name(Class<?> command) {
    return requireNonNull(command.getAnnotation(Command.class)).name();
  }

  private static CommandLine of(Object program, List<Class<?>> commands) {
    CommandLine commandLine = new CommandLine(program);
    for (Class<?> command : commands) {
      var inner = new CommandLine(command);
      below(program, inner.getCommandName()).forEach(inner::addSubcommand);
      commandLine.addSubcommand(inner);
    }
    CommandSpec root = commandLine.getCommandSpec();
    root.versionProvider(() -> versions(root));
    root.addOption(
        flag(VERSION).versionHelp(true).description("Show the version and end.").build());
    complete(root);
    return commandLine.setColorScheme(Help.defaultColorScheme(Ansi.OFF));
  }

  private static void complete(CommandSpec command) {
    if (command.args().stream().anyMatch(each -> SettingSpec.of(each).key().isPresent())) {
      command.addOption(Settings.fileOption());
    }
    List.copyOf(command.args())
        .forEach(argument -> {
          command.remove(argument);
          command.add(completed(argument));
        });
    command.addOption(
        flag("-h", "--help").usageHelp(true).description("Show this help and end.").build());
    arrange(command.usageMessage(), command.userObject().getClass().getAnnotation(Ends.class));
    command.subcommands().values().forEach(each -> complete(each.getCommandSpec()));
  }

  private static OptionSpec.Builder flag(String... names) {
    return OptionSpec.builder(names).type(boolean.class);
  }

  /** An option that reads its value and describes itself as its {@link Setting} says. */
  private static ArgSpec completed(ArgSpec argument) {
    SettingSpec spec = SettingSpec.of(argument);
    String[] description =
        Stream.concat(Stream.of(argument.description()), spec.facts().stream())
            .toArray(String[]::new);
    ValueReader reader = spec.reader();
    ITypeConverter<?>[] converters =
        reader == null ? argument.converters() : new ITypeConverter<?>[] {reader.converter()};
    // A number needs no other label in the help, and picocli's own has the option's name once more.
    boolean isNumber = reader != null && reader.allowed() != null;
    String label =
        isNumber ? argument.paramLabel().replaceFirst("<.*>", "N") : argument.paramLabel();
    if (argument instanceof OptionSpec option) {
      OptionSpec.Builder builder = option.toBuilder();
      if (option.arity().max() == 0) {
        // Naming a flag means true, whatever the environment says of it.
        builder.fallbackValue("true");
      }
      return builder.paramLabel(label).description(description).converters(converters).build();
    }
    PositionalParamSpec.Builder builder = ((PositionalParamSpec) argument).toBuilder();
    return builder.paramLabel(label).description(description).converters(converters).build();
  }

  private static void arrange(UsageMessageSpec usage, @Nullable Ends ends) {
    usage.abbreviateSynopsis(true);
    usage.sortOptions(false);
    usage.descriptionHeading("%n");
    usage.parameterListHeading("%nParameters:%n");
    usage.optionListHeading("%nOptions:%n");
    usage.commandListHeading("%nCommands:%n");
    usage.exitCodeListHeading("%nExit codes:%n");
    usage.footerHeading(usage.footer().length == 0 ? "" : "%nExamples:%n");
    Set<ExitCode> codes = EnumSet.copyOf(ExitCode.OF_EVERY_COMMAND);
    if (ends != null) {
      codes.addAll(List.of(ends.value()));
    }
    Map<String, String> lines = new LinkedHashMap<>();
    codes.forEach(code -> lines.put(String.valueOf(code.code()), code.description()));
    usage.exitCodeList(lines);
  }

  /** All modules have the same version, so that of this one is the program's. */
  private static String[] versions(CommandSpec program) {
    var descriptor = CommandModel.class.getModule().getDescriptor();
    String version = descriptor == null ? "" : descriptor.rawVersion().orElse("");
    return new String[] {
      program.name() + " " + (version.isEmpty() ? "(unknown version)" : version),
      "Java " + Runtime.version()
    };
  }
}
