package org.bolillero.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reports in one line what went wrong, and chooses the exit code. */
final class Failures {
  private static final int VALUE_CHARACTERS_MAX = 80;

  /** A failure may be the cause of itself, over others. */
  private static final int CAUSES_MAX = 32;

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
    Optional<String> advice = adviceOnExhaustion(failure);
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

  /** What to do if a failure comes from a lack of memory or of threads; empty if it does not. */
  private static Optional<String> adviceOnExhaustion(Throwable failure) {
    return Stream.iterate(failure, each -> each != null, Throwable::getCause)
        .limit(CAUSES_MAX)
        .filter(OutOfMemoryError.class::isInstance)
        .map(error -> advice(String.valueOf(error.getMessage())))
        .findFirst();
  }

  private static String advice(String message) {
    return message.contains("native thread")
        ? "no further thread can be started: allow this user or container more processes (ulimit"
            + " -u, pids limit), or give the machine more memory"
        : "out of memory (%s): allow more, as by BOLILLERO_JAVA_OPTIONS=-Xmx512m"
            .formatted(message);
  }

  /** Standard error, for a last line that no command prints any more. */
  static PrintWriter standardError() {
    return new PrintWriter(System.err, true, UTF_8);
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
