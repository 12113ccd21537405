package org.bolillero.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.Optional;
import org.bolillero.admin.AdminSecurity;
import org.bolillero.admin.AdminServer;
import org.bolillero.admin.StandbyServer;
import org.bolillero.office.Draws;
import org.bolillero.office.OfficeListener;
import org.bolillero.storage.LogException;
import org.bolillero.watch.Readings;
import org.bolillero.watch.Watcher;

/** The interface for officials and for those who watch, and what is noted for them; or neither. */
final class Lookout {
  /** A log has its next segment made ahead; without room for one behind that, it is nearly over. */
  private static final int SEGMENTS = 2;

  private final OfficeSettings settings;
  private final Optional<Watcher> watcher;

  private Lookout(OfficeSettings settings, Optional<Watcher> watcher) {
    this.settings = settings;
    this.watcher = watcher;
  }

  /** That of an office that is about to start. */
  static Lookout of(OfficeSettings settings, Clock clock) {
    long roomBytes = (long) SEGMENTS * settings.segmentBytes();
    return new Lookout(
        settings, settings.adminAddress().map(_ -> new Watcher(settings.data(), roomBytes, clock)));
  }

  /** Both the listener and what is noted here. */
  OfficeListener besides(OfficeListener listener) {
    return watcher.map(listener::and).orElse(listener);
  }

  /**
   * Answers those who want to know how the office does, until it leads.
   *
   * @throws AdminFailedException if it cannot listen
   */
  void standBy(LogPlace logs, Certificates certificates, OfficeListener listener)
      throws LogException, AdminFailedException {
    if (settings.adminAddress().isEmpty()) {
      logs.awaitLead();
      return;
    }
    InetSocketAddress address = settings.adminAddress().get();
    try (StandbyServer _ =
        StandbyServer.open(address, certificates.context(), logs::standing, listener)) {
      logs.awaitLead();
    } catch (IOException e) {
      throw new AdminFailedException(e);
    }
  }

  /**
   * Opens the interface; empty if the settings do not ask for it.
   *
   * @throws AdminFailedException if it cannot listen
   */
  Optional<AdminServer> open(
      Draws draws, AdminSecurity security, Readings readings, OfficeListener listener)
      throws AdminFailedException {
    if (watcher.isEmpty() || settings.adminAddress().isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          AdminServer.open(
              settings.adminAddress().get(),
              settings.data(),
              draws,
              security,
              watcher.get().watch(draws, readings),
              listener));
    } catch (IOException e) {
      throw new AdminFailedException(e);
    }
  }
}
