package org.bolillero.watch;

import java.util.Optional;
import org.bolillero.office.OfficeEvent;

/**
 * Tells which events are problems, and puts them into words.
 *
 * <p>The words are for everybody who may look. So they have no value that somebody has sent: it
 * might be a person's name or document. The log lines have those.
 */
final class ProblemReader {
  /**
   * A problem that has just come.
   *
   * @param what tells it from others of its kind: those that share it are one problem that came
   *     again
   */
  record Found(ProblemKind kind, String what, String text) {}

  private ProblemReader() {}

  static Optional<Found> read(OfficeEvent event) {
    return switch (event) {
      case OfficeEvent.SettingTooLarge(String warning) -> found(ProblemKind.SETTING, warning);
      case OfficeEvent.LogWarning(String message) -> found(ProblemKind.LOG_WARNING, message);
      case OfficeEvent.LogFailed failed ->
          found(ProblemKind.LOG_FAILED, String.valueOf(failed.why().getMessage()));
      case OfficeEvent.DrawFailed(int draw, Throwable why) ->
          found(ProblemKind.DRAW_FAILED, "draw " + draw + " cannot be held: " + why.getMessage());
      case OfficeEvent.OfficeFailed(Throwable why) ->
          found(ProblemKind.OFFICE_FAILED, "the office cannot go on: " + why);
      case OfficeEvent.CertificateInForce certificate when certificate.isDue() ->
          found(
              ProblemKind.CERTIFICATE_DUE,
              certificate.file().getFileName().toString(),
              "%s expires at %s".formatted(certificate.file().getFileName(), certificate.expiry()));
      case OfficeEvent.CertificatesNotReloaded(String reason) ->
          found(ProblemKind.NOT_RELOADED, reason);
      case OfficeEvent.AdminTokenNotWritten _ ->
          found(ProblemKind.NO_TOKEN, "the officials' token could not be written");
      case OfficeEvent.BatchRejected rejected ->
          found(
              ProblemKind.BATCH_REJECTED,
              "agency " + rejected.agency(),
              "agency %d: a batch of %d bets was rejected, for the %s of one of them"
                  .formatted(rejected.agency(), rejected.bets(), rejected.problem().field()));
      case OfficeEvent.ConnectionRefused(_, int agency, String code, _) ->
          found(
              ProblemKind.CONNECTION_REFUSED,
              code,
              code + (agency == 0 ? "" : " (agency " + agency + ")"));
      case OfficeEvent.ConnectionStuck _ ->
          found(ProblemKind.CONNECTION_STUCK, "a connection was cut that took no answers");
      case OfficeEvent.ConnectionInsecure(_, String reason) ->
          found(ProblemKind.CONNECTION_INSECURE, "", reason);
      case OfficeEvent.ConnectionNotAccepted(String reason) ->
          found(ProblemKind.CONNECTION_NOT_ACCEPTED, reason);
      case OfficeEvent.ConnectionDefect defect ->
          found(ProblemKind.DEFECT, defect.why().getClass().getSimpleName());
      case OfficeEvent.LogOpened _,
          OfficeEvent.LogGroupForced _,
          OfficeEvent.CertificateInForce _,
          OfficeEvent.NotEncrypted _,
          OfficeEvent.LeaderKnown _,
          OfficeEvent.CertificatesReloaded _,
          OfficeEvent.Listening _,
          OfficeEvent.AdminListening _,
          OfficeEvent.BetsStored _,
          OfficeEvent.SingleBetStored _,
          OfficeEvent.AgencyFinished _,
          OfficeEvent.DrawOnRecord _,
          OfficeEvent.WinnersDelivered _,
          OfficeEvent.ConnectionBroken _,
          OfficeEvent.TimePassed _,
          OfficeEvent.AdminClosed _,
          OfficeEvent.ListenerClosed _,
          OfficeEvent.SessionsClosed _,
          OfficeEvent.DrawsClosed _,
          OfficeEvent.LogClosed _ ->
          Optional.empty();
    };
  }

  private static Optional<Found> found(ProblemKind kind, String text) {
    return found(kind, text, text);
  }

  private static Optional<Found> found(ProblemKind kind, String what, String text) {
    return Optional.of(new Found(kind, what, text));
  }
}
