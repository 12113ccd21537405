package org.bolillero.admin;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Anybody on this machine may look; whoever can read the token may decide. */
final class TokenAccess implements Access {
  private final AdminToken token;

  private TokenAccess(AdminToken token) {
    this.token = token;
  }

  /** Writes a token to a folder. When this returns, it can be read there. */
  static TokenAccess write(Path folder) throws IOException {
    return new TokenAccess(AdminToken.write(folder));
  }

  @Override
  public void requireLook(HttpExchange exchange) {}

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
