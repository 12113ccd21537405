package org.bolillero.console;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.TypeConversionException;

/** How a {@link Command} becomes picocli's model of one, which points back to it. */
final class CommandModel {
  private CommandModel() {}

  /** The model of a program, which has {@code --version}, too. */
  static CommandSpec ofProgram(Command program) {
    CommandSpec model = CommandSpec.wrapWithoutInspection(program);
    model.versionProvider(() -> versions(program));
    model.addOption(
        OptionSpec.builder("-V", "--version")
            .type(boolean.class)
            .versionHelp(true)
            .description("Show the version and end.")
            .build());
    return complete(model, program);
  }

  /** The command that a model was made of. */
  static Command command(CommandSpec model) {
    return (Command) model.userObject();
  }

  /** The option that a model was made of; none for what is added here, such as {@code --help}. */
  static Optional<Option<?>> option(ArgSpec model) {
    return model.userObject() instanceof Option<?> option ? Optional.of(option) : Optional.empty();
  }

  private static CommandSpec complete(CommandSpec model, Command command) {
    ManualPage page = command.page();
    model.name(page.name());
    HelpPage.arrange(model.usageMessage(), page);
    for (Option<?> each : command.options().all()) {
      model.add(each.isParameter() ? parameter(each) : option(each));
    }
    model.addOption(
        OptionSpec.builder("-h", "--help")
            .type(boolean.class)
            .usageHelp(true)
            .description("Show this help and end.")
            .build());
    if (command instanceof CommandGroup group) {
      for (Command each : group.commands()) {
        model.addSubcommand(
            each.page().name(), complete(CommandSpec.wrapWithoutInspection(each), each));
      }
    }
    return model;
  }

  private static ArgSpec option(Option<?> option) {
    return OptionSpec.builder(option.name())
        .userObject(option)
        .setter(new ValueSetter(option))
        .type(option.type())
        .converters(reader(option))
        .paramLabel(option.label())
        .required(option.isRequired())
        .defaultValue(option.defaultText())
        .description(option.description().toArray(String[]::new))
        .build();
  }

  /** As {@link #option}; picocli's two builders have no common type that can be named here. */
  private static ArgSpec parameter(Option<?> option) {
    boolean isList = option.type().equals(List.class);
    return PositionalParamSpec.builder()
        .userObject(option)
        .setter(new ValueSetter(option))
        .type(option.type())
        .converters(reader(option))
        .index(isList ? "0..*" : "0")
        .arity(isList ? "0..*" : option.isRequired() ? "1" : "0..1")
        .paramLabel(option.name())
        .required(option.isRequired())
        .defaultValue(option.defaultText())
        .description(option.description().toArray(String[]::new))
        .build();
  }

  private static ITypeConverter<?> reader(Option<?> option) {
    return text -> {
      try {
        return option.read(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    };
  }

  /** All modules have the same version, so that of this one is the program's. */
  private static String[] versions(Command program) {
    var descriptor = CommandModel.class.getModule().getDescriptor();
    String version = descriptor == null ? "" : descriptor.rawVersion().orElse("");
    return new String[] {
      program.page().name() + " " + (version.isEmpty() ? "(unknown version)" : version),
      "Java " + Runtime.version()
    };
  }

  private record ValueSetter(Option<?> option) implements ISetter {
    @Override
    public <T> @Nullable T set(@Nullable T value) {
      option.set(value);
      return value;
    }
  }
}
