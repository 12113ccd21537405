package org.bolillero.client;

import static org.bolillero.lottery.BetRules.BIRTH_DATE_MIN;
import static org.bolillero.lottery.BetRules.parseBirthDay;
import static org.bolillero.lottery.BetRules.parseNumber;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;
import org.bolillero.console.Setting;
import org.bolillero.lottery.Bet;
import org.bolillero.lottery.BetBatchBuilder;
import org.bolillero.lottery.BetRules;
import org.bolillero.lottery.InvalidBetException;
import org.bolillero.protocol.Protocol;
import picocli.CommandLine.Option;

/**
 * The fields of a single bet. Their environment names have no prefix: they are the ones that
 * existing deployments set.
 */
final class BetOptions {
  /** What stands for a byte that is no character in the encoding of the locale. */
  private static final String REPLACEMENT = "\uFFFD";

  @Option(
      names = "--nombre",
      paramLabel = "TEXT",
      required = true,
      description = "Bet for a person of this first name.")
  @Setting(key = "nombre")
  private String firstName;

  @Option(
      names = "--apellido",
      paramLabel = "TEXT",
      required = true,
      description = "Bet for a person of this last name.")
  @Setting(key = "apellido")
  private String lastName;

  @Option(
      names = "--documento",
      paramLabel = "DIGITS",
      required = true,
      description = "Bet for the person with this identity document.")
  @Setting(key = "documento")
  private String document;

  @Option(
      names = "--nacimiento",
      paramLabel = "DATE",
      required = true,
      description = "Bet for a person born on this day, written YYYY-MM-DD.")
  @Setting(key = "nacimiento")
  private String birthDate;

  @Option(
      names = "--numero",
      paramLabel = "N",
      required = true,
      description = "Bet on this number, 0 to " + BetRules.NUMBER_MAX + ".")
  @Setting(key = "numero")
  private String number;

  /** How the text of one field makes a bet, with the other fields beyond doubt. */
  @FunctionalInterface
  private interface Reading {
    Bet of(String text) throws InvalidBetException;
  }

  /**
   * The bet.
   *
   * @param today the last allowed date of birth
   * @throws CommandException if a field breaks a rule; the message names every one that does
   */
  Bet checked(LocalDate today) throws CommandException {
    Problems problems = new Problems(today);
    problems.in("NOMBRE", firstName, text -> new Bet(text, "x", "1", BIRTH_DATE_MIN, 0));
    problems.in("APELLIDO", lastName, text -> new Bet("x", text, "1", BIRTH_DATE_MIN, 0));
    problems.in("DOCUMENTO", document, text -> new Bet("x", "x", text, BIRTH_DATE_MIN, 0));
    Bet born =
        problems.in(
            "NACIMIENTO",
            birthDate,
            text -> new Bet("x", "x", "1", LocalDate.ofEpochDay(parseBirthDay(text)), 0));
    Bet played =
        problems.in(
            "NUMERO", number, text -> new Bet("x", "x", "1", BIRTH_DATE_MIN, parseNumber(text)));
    problems.requireNone();
    return new Bet(firstName, lastName, document, born.birthDate(), played.number());
  }

  /** Collects what is wrong with each field by itself, since a check of all stops at the first. */
  private static final class Problems {
    private final LocalDate today;
    private final List<String> found = new ArrayList<>();

    Problems(LocalDate today) {
      this.today = today;
    }

    /** Checks a field; the result has it, unless there is a problem. */
    Bet in(String name, String text, Reading reading) {
      try {
        Bet bet = reading.of(text);
        new BetBatchBuilder(1, Protocol.FRAME_BYTES_DEFAULT, today).add(bet);
        if (!text.contains(REPLACEMENT)) {
          return bet;
        }
        found.add(name + "=" + text + ": is not in the encoding of the locale; set LC_ALL=C.UTF-8");
      } catch (InvalidBetException e) {
        found.add(name + "=" + text + ": " + e.problem().reason());
      }
      return new Bet("", "", "", BIRTH_DATE_MIN, 0);
    }

    void requireNone() throws CommandException {
      if (!found.isEmpty()) {
        throw new CommandException(ExitCode.USAGE, String.join("; ", found));
      }
    }
  }
}
