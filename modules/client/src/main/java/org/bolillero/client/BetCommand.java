package org.bolillero.client;

import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.bolillero.console.Action;
import org.bolillero.console.CommandException;
import org.bolillero.console.DayClock;
import org.bolillero.console.Ends;
import org.bolillero.console.ExitCode;
import org.bolillero.console.Setting;
import org.bolillero.console.Termination;
import org.bolillero.lottery.Bet;
import org.bolillero.lottery.BetBatchBuilder;
import org.bolillero.lottery.BetRules;
import org.bolillero.lottery.InvalidBetException;
import org.bolillero.protocol.Protocol;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The command {@code bet}: adds one bet of an agency, without finishing. The fields of the bet have
 * environment names without a prefix, as existing deployments set them.
 */
@Command(
    name = "bet",
    header = "Send one bet of an agency.",
    description = {
      "Adds one bet after those of the agency that the office has, and waits until it is stored."
          + " The agency does not finish: more bets may follow.",
      "If the connection is lost after the bet was sent, and the office then has more bets than"
          + " before, it may not be possible to tell whether this one is among them. The command"
          + " says so, and does not send it twice."
    },
    footer = {
      "  NOMBRE='Santiago Lionel' APELLIDO=Lorca DOCUMENTO=30904465 \\",
      "  NACIMIENTO=1999-03-17 NUMERO=7574 \\",
      "  bolillero bet --id 1 --server localhost:12345"
    })
@Ends({ExitCode.BAD_INPUT, ExitCode.UNREACHABLE, ExitCode.REFUSED, ExitCode.CLOSED})
public final class BetCommand implements Action {
  /** The environment names of the fields, in their order. */
  private static final List<String> NAMES =
      List.of("NOMBRE", "APELLIDO", "DOCUMENTO", "NACIMIENTO", "NUMERO");

  /** A text for each field that breaks no rule. */
  private static final List<String> VALID =
      List.of("x", "x", "1", BetRules.BIRTH_DATE_MIN.toString(), "0");

  /** What stands for a byte that is no character in the encoding of the locale. */
  private static final String REPLACEMENT = "\uFFFD";

  @Mixin private final AgencySettings settings = new AgencySettings();

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

  /** For one run. */
  public BetCommand() {}

  @Override
  public ExitCode run(PrintWriter out) throws CommandException {
    Bet bet = checkedBet(LocalDate.now(DayClock.system()));
    settings.start();
    try (Agency agency = new Agency(settings)) {
      Termination.closeOnSignal(agency);
      agency.submit(bet);
      return ExitCode.OK;
    }
  }

  /**
   * The bet.
   *
   * @param today the last allowed date of birth
   * @throws CommandException if a field breaks a rule; the message names every one that does
   */
  private Bet checkedBet(LocalDate today) throws CommandException {
    List<String> given = List.of(firstName, lastName, document, birthDate, number);
    List<String> texts = new ArrayList<>(VALID);
    List<String> problems = new ArrayList<>();
    Bet bet = null;
    for (int field = 0; field < given.size(); field++) {
      String text = given.get(field);
      String name = NAMES.get(field) + "=" + text + ": ";
      try {
        texts.set(field, text);
        bet = bet(texts, today);
        if (text.contains(REPLACEMENT)) {
          problems.add(name + "is not in the encoding of the locale; set LC_ALL=C.UTF-8");
        }
      } catch (InvalidBetException e) {
        problems.add(name + e.problem().reason());
        texts.set(field, VALID.get(field)); // The rules name the first wrong field and no other.
      }
    }
    if (bet == null || !problems.isEmpty()) {
      throw new CommandException(ExitCode.USAGE, String.join("; ", problems));
    }
    return bet;
  }

  private static Bet bet(List<String> texts, LocalDate today) throws InvalidBetException {
    LocalDate born = LocalDate.ofEpochDay(BetRules.parseBirthDay(texts.get(3)));
    int played = BetRules.parseNumber(texts.get(4));
    Bet bet = new Bet(texts.get(0), texts.get(1), texts.get(2), born, played);
    new BetBatchBuilder(1, Protocol.FRAME_BYTES_DEFAULT, today).add(bet);
    return bet;
  }
}
