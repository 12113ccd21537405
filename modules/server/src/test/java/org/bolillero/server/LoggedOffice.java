package org.bolillero.server;

import java.io.IOException;
import java.time.Duration;
import org.bolillero.office.Draw;
import org.bolillero.office.DrawEnvironment;
import org.bolillero.office.OfficeListener;
import org.bolillero.office.testing.OneDraw;
import org.bolillero.office.testing.OpenedLog;
import org.bolillero.protocol.ErrorCode;
import org.bolillero.storage.Log;
import org.bolillero.storage.LogException;

/** An office whose log is the test's: all else is real. */
public record LoggedOffice(Draw draw, Sessions sessions, Acceptor acceptor)
    implements AutoCloseable {
  private static final OfficeListener NOBODY = _ -> {};

  public static LoggedOffice open(OfficeSettings settings, Log log)
      throws IOException, LogException {
    Platform platform = Platform.of(OfficeSetup.CLOCK, NOBODY);
    Draw draw =
        Draw.reopen(
                OpenedLog.of(settings.terms().orElseThrow(), log),
                new DrawEnvironment(platform.threads("draw"), 1, OfficeSetup.CLOCK, NOBODY))
            .orElseThrow();
    Sessions sessions =
        new Sessions(
            new OneDraw(draw),
            settings,
            OfficeLimits.of(settings, 1, OfficeLimits.Room.ofThisProcess()),
            Transport.plain(NOBODY),
            platform,
            NOBODY);
    Acceptor acceptor = Acceptor.bind(settings.listenAddress(), 10, sessions::begin, NOBODY);
    acceptor.start();
    return new LoggedOffice(draw, sessions, acceptor);
  }

  public int port() {
    return acceptor.port();
  }

  @Override
  public void close() throws IOException {
    acceptor.close();
    sessions.stopAll(
        new HangUpException(ErrorCode.SHUTTING_DOWN, "the end"), Duration.ofSeconds(5));
  }
}
