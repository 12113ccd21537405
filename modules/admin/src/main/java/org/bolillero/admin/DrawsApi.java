package org.bolillero.admin;

import static org.bolillero.lottery.BetRules.NUMBER_MAX;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.bolillero.admin.Route.Decide;
import org.bolillero.office.AgencyReader;
import org.bolillero.office.Decision;
import org.bolillero.office.DecisionException;
import org.bolillero.office.Draw;
import org.bolillero.office.DrawTerms;
import org.bolillero.office.Draws;
import org.bolillero.office.NumberSource;
import org.bolillero.storage.LogException;
import org.bolillero.storage.SharedLogs.Leadership;
import org.eclipse.collections.api.set.primitive.ImmutableIntSet;

/** What can be seen of the draws of an office, and decided on them. Thread-safe. */
final class DrawsApi {
  /** Who decides where nobody has given a name: whoever knows the token. */
  private static final String NOBODY_NAMED = "token";

  private static final int YEAR_MAX = 9_999;

  private static final String DRAW = "draw";
  private static final String AGENCIES = "agencies";
  private static final String CLOSES_AT = "closesAt";
  private static final String OFFICIALS = "officials";
  private static final String WINNING_NUMBER = "winningNumber";
  private static final String AGENCY = "agency";
  private static final String NUMBER = "number";
  private static final String REASON = "reason";
  private static final String OFFICIAL = "official";

  private final Draws draws;
  private final Supplier<Optional<Leadership>> leader;
  private final LargeAnswers largeAnswers =
      new LargeAnswers(AdminLimits.LARGE_ANSWERS_MAX, AdminLimits.LARGE_ANSWER_WAIT_SECONDS);

  DrawsApi(Draws draws, Supplier<Optional<Leadership>> leader) {
    this.draws = draws;
    this.leader = leader;
  }

  /** Shows what a route names. Changes nothing. */
  Answer show(Route route)
      throws RefusedRequestException, DecisionException, LogException, InterruptedException {
    return switch (route) {
      case Route.All _ -> Answer.ok(DrawJson.list(draws.list()));
      case Route.One(int draw) -> showDraw(draw);
      case Decide _,
          Route.Certificates _,
          Route.Page _,
          Route.Watch _,
          Route.Probe _,
          Route.Metrics _ ->
          throw new IllegalArgumentException("no draw to show: " + route);
    };
  }

  private Answer showDraw(int number)
      throws RefusedRequestException, DecisionException, LogException, InterruptedException {
    boolean isLarge =
        draws.use(number, draw -> draw.terms().agencies().size() > AdminLimits.LARGE_AGENCIES);
    if (!isLarge) {
      return Answer.ok(draws.use(number, this::json));
    }
    LargeAnswers.Permit permit = largeAnswers.acquire();
    try {
      return Answer.ok(draws.use(number, this::json)).onEnd(permit::release);
    } catch (DecisionException | LogException | RuntimeException e) {
      permit.release();
      throw e;
    }
  }

  private DrawJson json(Draw draw) {
    return DrawJson.of(draw, leader.get());
  }

  /**
   * Decides something. When this returns, the decision is durable.
   *
   * @param proven who decides, if that is more than what the request says
   */
  Answer decide(Route route, byte[] body, Optional<String> proven)
      throws RefusedRequestException, DecisionException, LogException {
    return switch (route) {
      case Route.All _ -> open(body, proven);
      case Decide(int draw, Route.Choice choice) ->
          switch (choice) {
            case CLOSE -> close(draw, JsonFields.read(body, List.of(REASON, OFFICIAL)), proven);
            case EXCUSE ->
                excuse(draw, JsonFields.read(body, List.of(AGENCY, REASON, OFFICIAL)), proven);
            case NUMBER -> enter(draw, JsonFields.read(body, List.of(NUMBER, OFFICIAL)), proven);
            case CORRECT ->
                correct(draw, JsonFields.read(body, List.of(NUMBER, REASON, OFFICIAL)), proven);
          };
      case Route.One _,
          Route.Certificates _,
          Route.Page _,
          Route.Watch _,
          Route.Probe _,
          Route.Metrics _ ->
          throw new IllegalArgumentException("nothing to decide: " + route);
    };
  }

  private Answer open(byte[] body, Optional<String> proven)
      throws RefusedRequestException, DecisionException, LogException {
    JsonFields fields =
        JsonFields.read(
            body, List.of(DRAW, AGENCIES, CLOSES_AT, OFFICIALS, WINNING_NUMBER, OFFICIAL));
    int number = fields.wholeNumber(DRAW, 1, Integer.MAX_VALUE);
    DrawTerms terms = new DrawTerms(number, agencies(fields), closesAt(fields), source(fields));
    draws.openDraw(terms, who(fields, proven));
    return Answer.json(
        Answer.CREATED,
        Map.of("Location", "/api/draws/" + number),
        draws.use(number, DrawJson::brief));
  }

  private static ImmutableIntSet agencies(JsonFields fields) throws RefusedRequestException {
    String text = fields.text(AGENCIES, "a text such as '1-3,7'");
    try {
      return AgencyReader.read(text);
    } catch (IllegalArgumentException e) {
      throw RefusedRequestException.bad(AGENCIES + ": " + e.getMessage());
    }
  }

  private static Optional<Instant> closesAt(JsonFields fields) throws RefusedRequestException {
    Optional<String> text = fields.optionalText(CLOSES_AT);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      OffsetDateTime time = OffsetDateTime.parse(text.get());
      if (time.getYear() > 0 && time.getYear() <= YEAR_MAX) {
        return Optional.of(time.toInstant());
      }
    } catch (DateTimeException _) {
      // Said below.
    }
    throw JsonFields.wrong(
        CLOSES_AT,
        "a time with its offset, such as '2026-12-24T21:00:00-03:00'",
        Found.of(text.get()));
  }

  private static NumberSource source(JsonFields fields) throws RefusedRequestException {
    if (!fields.has(WINNING_NUMBER)) {
      return new NumberSource.Officials(
          fields.has(OFFICIALS) ? fields.wholeNumber(OFFICIALS, 1, NumberSource.Officials.MAX) : 1);
    }
    if (fields.has(OFFICIALS)) {
      throw RefusedRequestException.bad(
          "expected one of %s and %s, found both".formatted(OFFICIALS, WINNING_NUMBER));
    }
    return new NumberSource.Fixed(fields.betNumber(WINNING_NUMBER, NUMBER_MAX));
  }

  private Answer close(int number, JsonFields fields, Optional<String> proven)
      throws RefusedRequestException, DecisionException, LogException {
    String who = who(fields, proven);
    String reason = reason(fields);
    return Answer.ok(
        draws.decide(
            number,
            draw -> {
              draw.officials().closeSales(who, reason);
              return DrawJson.brief(draw);
            }));
  }

  private Answer excuse(int number, JsonFields fields, Optional<String> proven)
      throws RefusedRequestException, DecisionException, LogException {
    int agency = fields.wholeNumber(AGENCY, 1, Integer.MAX_VALUE);
    String who = who(fields, proven);
    String reason = reason(fields);
    return Answer.ok(
        draws.decide(
            number,
            draw -> {
              draw.officials().excuse(agency, who, reason);
              return DrawJson.brief(draw);
            }));
  }

  private Answer enter(int number, JsonFields fields, Optional<String> proven)
      throws RefusedRequestException, DecisionException, LogException {
    int winning = fields.betNumber(NUMBER, NUMBER_MAX);
    String who = who(fields, proven);
    return Answer.ok(
        draws.decide(
            number, draw -> DrawJson.entry(draw, draw.officials().enterNumber(winning, who))));
  }

  private Answer correct(int number, JsonFields fields, Optional<String> proven)
      throws RefusedRequestException, DecisionException, LogException {
    int winning = fields.betNumber(NUMBER, NUMBER_MAX);
    String who = who(fields, proven);
    String reason = reason(fields);
    return Answer.ok(
        draws.decide(
            number, draw -> DrawJson.entry(draw, draw.officials().correct(winning, who, reason))));
  }

  private static String who(JsonFields fields, Optional<String> proven)
      throws RefusedRequestException, DecisionException {
    Optional<String> said = fields.optionalText(OFFICIAL);
    if (proven.isEmpty()) {
      return Decision.checkName(said.orElse(NOBODY_NAMED));
    }
    if (said.isPresent() && !Decision.checkName(said.get()).equals(proven.get())) {
      throw new RefusedRequestException(
          RefusedRequestException.FORBIDDEN,
          "%s: expected %s, whose certificate decides, or nothing; found %s"
              .formatted(OFFICIAL, proven.get(), Found.of(said.get())));
    }
    return proven.get();
  }

  private static String reason(JsonFields fields)
      throws RefusedRequestException, DecisionException {
    return Decision.checkReason(fields.text(REASON, "a text of 1 to 500 characters"));
  }
}
