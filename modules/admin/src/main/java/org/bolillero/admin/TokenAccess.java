package org.bolillero.admin;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.bolillero.office.OfficeEvent;
import org.bolillero.office.OfficeListener;

/** Anybody on this machine may look; whoever can read the token may decide. */
final class TokenAccess implements Access {
  private final AdminToken token;

  private TokenAccess(AdminToken token) {
    this.token = token;
  }

  /**
   * Writes a token to a folder. When this returns, it can be read there, or the listener has heard
   * that it could not be written: an office takes bets, on a full disk too, even if nobody can
   * decide on them yet.
   */
  static TokenAccess write(Path folder, OfficeListener listener) {
    AdminToken token = AdminToken.in(folder);
    try {
      token.write();
    } catch (IOException e) {
      listener.on(new OfficeEvent.AdminTokenNotWritten(e));
    }
    return new TokenAccess(token);
  }

  @Override
  public void requireLook(HttpExchange exchange) {}

  @Override
  public void requireWatch(HttpExchange exchange) {}

  @Override
  public Optional<String> requireDecide(HttpExchange exchange) throws RefusedRequestException {
    Optional<String> authorization = exchange.headers().first("Authorization");
    if (authorization.isPresent() && token.isIn(authorization.get())) {
      return Optional.empty();
    }
    throw new RefusedRequestException(
        RefusedRequestException.UNAUTHORIZED,
        "expected the token of %s in the office's data folder, found %s"
            .formatted(AdminToken.FILE, authorization.isEmpty() ? "none" : "another one"),
        Map.of("WWW-Authenticate", "Bearer realm=\"bolillero\""));
  }

  @Override
  public void close() throws IOException {
    token.delete();
  }
}
