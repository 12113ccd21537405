package org.bolillero.server;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.bolillero.console.LogLevel;
import org.bolillero.console.Logging;
import org.bolillero.console.Reason;
import org.bolillero.lottery.Bet;
import org.bolillero.office.DrawEvent;
import org.bolillero.office.NumberSource;
import org.bolillero.office.OfficeEvent;
import org.bolillero.office.OfficeListener;
import org.bolillero.storage.LogException;
import org.bolillero.storage.SharedLogs.Leadership;

/** Writes what happens as log lines, whose keys are established. Thread-safe. */
final class LogLines implements OfficeListener {
  private static final Logger LOGGER = LogManager.getLogger(LogLines.class);

  private final ConnectionLog connections = new ConnectionLog(System::nanoTime, LOGGER::log);

  @Override
  public void on(OfficeEvent event) {
    switch (event) {
      case OfficeEvent.SettingTooLarge(String warning) ->
          LOGGER.warn("action: config | result: in_progress | motivo: {}", warning);
      case OfficeEvent.LogOpened log ->
          LOGGER.info(
              "action: log | result: success | carpeta: {} | estado: {} | cantidad: {}",
              log.folder(),
              log.isNew() ? "nuevo" : "existente",
              log.bets());
      case OfficeEvent.LogWarning(String message) ->
          LOGGER.warn("action: log | result: in_progress | motivo: {}", message);
      case OfficeEvent.LogFailed(LogException why) ->
          LOGGER.error("action: log | result: fail | motivo: {}", why.getMessage());
      case OfficeEvent.CertificateInForce certificate -> CertificateLines.inForce(certificate);
      case OfficeEvent.CertificatesReloaded(int ended) ->
          LOGGER.info("action: recarga | result: success | cortadas: {}", ended);
      case OfficeEvent.CertificatesNotReloaded(String reason) ->
          LOGGER.error("action: recarga | result: fail | motivo: {}", reason);
      case OfficeEvent.NotEncrypted(boolean isForOtherMachines) ->
          CertificateLines.notEncrypted(isForOtherMachines);
      case OfficeEvent.LeaderKnown(Leadership leadership) ->
          LOGGER.info(
              "action: relevo | result: {} | oficina: {} | desde: {} | periodo: {}",
              leadership.isThis() ? "success" : "in_progress",
              leadership.name(),
              leadership.since(),
              leadership.term());
      case OfficeEvent.Listening(int port) ->
          LOGGER.info("action: accept_connections | result: in_progress | port: {}", port);
      case OfficeEvent.AdminListening(int port) ->
          LOGGER.info("action: admin | result: in_progress | port: {}", port);
      case OfficeEvent.AdminTokenNotWritten(IOException why) ->
          LOGGER.warn(
              "action: admin | result: fail | motivo: officials can look but not decide, as their"
                  + " token cannot be written: {}; start the office again when it can",
              Reason.of(why));
      case OfficeEvent.BetsStored stored ->
          LOGGER.info(
              Logging.BULK,
              "action: apuesta_recibida | result: success | cantidad: {}",
              stored.bets());
      case OfficeEvent.SingleBetStored(_, _, Bet bet) ->
          LOGGER.info(
              Logging.BULK,
              "action: apuesta_almacenada | result: success | dni: {} | numero: {}",
              bet.document(),
              bet.number());
      case OfficeEvent.BatchRejected rejected ->
          LOGGER.warn(
              Logging.BULK,
              "action: apuesta_recibida | result: fail | cantidad: {} | agencia: {} | motivo:"
                  + " apuesta {}: {}",
              rejected.bets(),
              rejected.agency(),
              rejected.problem().position(),
              rejected.problem());
      case OfficeEvent.DrawOnRecord(int draw, DrawEvent.OnRecord step) -> onRecord(draw, step);
      case OfficeEvent.DrawFailed(_, Throwable why) ->
          LOGGER.error(
              "action: sorteo | result: fail | motivo: {}",
              why instanceof LogException ? why.getMessage() : why.toString());
      case OfficeEvent.ConnectionBroken _ when !LOGGER.isDebugEnabled() -> {}
      case OfficeEvent.ConnectionRefused _,
          OfficeEvent.ConnectionStuck _,
          OfficeEvent.ConnectionBroken _,
          OfficeEvent.ConnectionInsecure _,
          OfficeEvent.ConnectionNotAccepted _,
          OfficeEvent.ConnectionDefect _,
          OfficeEvent.TimePassed _ ->
          connections.on(event);
      case OfficeEvent.ListenerClosed closed -> closed("socket_escucha", true, closed.problem());
      case OfficeEvent.AdminClosed(boolean ended, Optional<IOException> problem) ->
          closed("admin", ended, problem);
      case OfficeEvent.SessionsClosed(int cutOff) -> {
        connections.on(event);
        if (cutOff == 0) {
          closed("sesiones", true);
        } else {
          LOGGER.info("action: close | result: fail | cortadas: {} | recurso: sesiones", cutOff);
        }
      }
      case OfficeEvent.DrawsClosed(boolean ended) -> closed("sorteo", ended);
      case OfficeEvent.LogClosed _ -> closed("registro", true);
      case OfficeEvent.LogGroupForced _,
          OfficeEvent.AgencyFinished _,
          OfficeEvent.WinnersDelivered _,
          OfficeEvent.OfficeFailed _ -> {} // No log line is established for these.
    }
  }

  private static void onRecord(int draw, DrawEvent.OnRecord step) {
    switch (step) {
      case DrawEvent.Opened opened -> {
        LOGGER.info(
            "action: apertura | result: success | sorteo: {} | agencias: {} | cierre: {} | por: {}",
            draw,
            opened.terms().agencies().size(),
            opened.terms().closesAt().map(Instant::toString).orElse("-"),
            opened.decision().who());
        if (opened.terms().source() instanceof NumberSource.Fixed) {
          LOGGER.warn(
              "action: apertura | result: in_progress | sorteo: {} | motivo: the winning number is"
                  + " known before the draw",
              draw);
        }
      }
      case DrawEvent.Closed closed ->
          LOGGER.info(
              "action: cierre | result: success | sorteo: {} | por: {} | motivo: {}",
              draw,
              closed.decision().who(),
              closed.decision().reason().isEmpty()
                  ? closed.cause().words()
                  : closed.decision().reason());
      case DrawEvent.Excused excused ->
          LOGGER.warn(
              "action: excusa | result: success | sorteo: {} | agencia: {} | cantidad: {} | por: {}"
                  + " | motivo: {}",
              draw,
              excused.total().agency(),
              excused.total().bets(),
              excused.decision().who(),
              excused.decision().reason());
      case DrawEvent.Sealed sealed ->
          LOGGER.info(
              "action: sello | result: success | sorteo: {} | cantidad: {}",
              draw,
              sealed.totals().sumOfLong(DrawEvent.AgencyTotal::bets));
      case DrawEvent.Entered entered ->
          LOGGER.info(
              "action: numero | result: in_progress | sorteo: {} | por: {}",
              draw,
              entered.decision().who());
      case DrawEvent.Numbered numbered when numbered.reason().isEmpty() ->
          LOGGER.info(
              "action: numero | result: success | sorteo: {} | por: {}",
              draw,
              numbered.officials().makeString(","));
      case DrawEvent.Numbered numbered ->
          LOGGER.warn(
              "action: correccion | result: success | sorteo: {} | por: {} | motivo: {}",
              draw,
              numbered.officials().makeString(","),
              numbered.reason());
      case DrawEvent.Drawn _ -> LOGGER.info("action: sorteo | result: success");
    }
  }

  /** What the program runs with, before there is an office. */
  static void configured(OfficeSettings settings, LogLevel level, LocalDate today) {
    LOGGER.info(
        "action: config | result: success | port: {} | listen_backlog: {} | logging_level: {} |"
            + " hoy: {}",
        settings.port(),
        settings.listenBacklog(),
        level,
        today);
  }

  /** A start was given up before there was an office. */
  static void startGivenUp() {
    closed("arranque", true);
  }

  private static void closed(String resource, boolean ended, Optional<IOException> problem) {
    problem.ifPresentOrElse(
        e ->
            LOGGER.info(
                "action: close | result: fail | motivo: {} | recurso: {}", Reason.of(e), resource),
        () -> closed(resource, ended));
  }

  private static void closed(String resource, boolean ended) {
    LOGGER.info("action: close | result: {} | recurso: {}", ended ? "success" : "fail", resource);
  }
}
