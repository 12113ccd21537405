package org.bolillero.console;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reports in one line what went wrong, and chooses the exit code. */
final class Failures {
  private static final int VALUE_CHARACTERS_MAX = 80;

  private Failures() {}

  /** Shows the help if it was asked for, even if a setting is wrong: it says what is right. */
  static ExitCode usage(ParameterException failure, Settings settings) {
    CommandLine command = failure.getCommandLine();
    if (command.isUsageHelpRequested()) {
      command.usage(command.getOut());
      return ExitCode.OK;
    }
    String hint = "; try '" + command.getCommandSpec().qualifiedName() + " --help'";
    print(command.getErr(), usageProblem(failure, settings) + hint);
    return ExitCode.USAGE;
  }

  static ExitCode execution(Exception failure, PrintWriter err) {
    // Failures while the program is told to end need no report; the signal's thread ends it.
    if (Termination.isUnderWay()) {
      return ExitCode.INTERRUPTED;
    }
    // What was logged comes first.
    Logging.stop();
    return report(failure, err);
  }

  /** Says why the program ends. Only a defect takes more than a line. */
  static ExitCode report(Throwable failure, PrintWriter err) {
    Optional<String> advice = Exhaustion.advice(failure);
    if (advice.isPresent()) {
      print(err, advice.get());
      return ExitCode.EXHAUSTED;
    }
    return switch (failure) {
      case CommandException known -> {
        print(err, String.valueOf(known.getMessage()));
        yield known.exitCode();
      }
      case StandardOutput.Failure output when output.isReaderGone() -> ExitCode.READER_GONE;
      case StandardOutput.Failure output -> {
        print(err, String.valueOf(output.getMessage()));
        yield ExitCode.STORAGE_FAILED;
      }
      default -> {
        print(err, "internal error, please report it: " + failure);
        failure.printStackTrace(err);
        err.flush();
        yield ExitCode.INTERNAL;
      }
    };
  }

  /** Prints one line, in which hidden characters are made visible. */
  static void print(PrintWriter err, String message) {
    err.println("bolillero: " + Printable.of(message));
    err.flush();
  }

  static String usageProblem(ParameterException failure, Settings settings) {
    ArgSpec argument = failure.getArgSpec();
    if (argument != null && failure.getCause() != null && failure.getValue() != null) {
      return settings.source(SettingSpec.of(argument))
          + shortened(failure.getValue())
          + ": "
          + failure.getCause().getMessage();
    }
    List<String> unknown = failure.getCommandLine().getUnmatchedArguments();
    return switch (failure) {
      // A misspelt option is the likely cause of a missing one.
      case MissingParameterException _ when !unknown.isEmpty() ->
          unmatched(new UnmatchedArgumentException(failure.getCommandLine(), unknown));
      case MissingParameterException missing -> missing(missing);
      case UnmatchedArgumentException unmatched -> unmatched(unmatched);
      default -> lowerCased(String.valueOf(failure.getMessage()));
    };
  }

  /** An option that must be given was not, or an option was given without its value. */
  private static String missing(MissingParameterException failure) {
    String message = String.valueOf(failure.getMessage());
    boolean noValue = message.startsWith("Missing required parameter for option");
    return failure.getMissing().stream()
        .map(SettingSpec::of)
        .map(noValue ? SettingSpec::name : SettingSpec::allNames)
        .collect(Collectors.joining(", ", noValue ? "missing the value of " : "missing ", ""));
  }

  private static String unmatched(UnmatchedArgumentException failure) {
    String what =
        failure.isUnknownOption()
            ? "unknown option "
            : failure.getCommandLine().getSubcommands().isEmpty()
                ? "unexpected argument "
                : "unknown command ";
    String typed = failure.getUnmatched().stream().findFirst().map(Failures::shortened).orElse("");
    String suggestion =
        failure.getSuggestions().stream()
            .findFirst()
            .map(name -> ", did you mean " + name + "?")
            .orElse("");
    return what + typed + suggestion;
  }

  private static String shortened(String value) {
    return value.length() <= VALUE_CHARACTERS_MAX
        ? value
        : value.substring(0, VALUE_CHARACTERS_MAX) + "…";
  }

  private static String lowerCased(String message) {
    return message.isEmpty()
        ? message
        : Character.toLowerCase(message.charAt(0)) + message.substring(1);
  }
}
