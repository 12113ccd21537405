package org.bolillero.admin;

import java.io.IOException;
import java.util.Optional;

/** Who may see the draws, and who may decide on them. Thread-safe. */
interface Access {
  /** Throws unless whoever asks may see the draws. */
  void requireLook(HttpExchange exchange) throws RefusedRequestException;

  /** Throws unless whoever asks may know how the office does. */
  void requireWatch(HttpExchange exchange) throws RefusedRequestException;

  /**
   * Throws unless whoever asks may decide.
   *
   * @return the official that it is, if that is proven; otherwise the request may say any name
   */
  Optional<String> requireDecide(HttpExchange exchange) throws RefusedRequestException;

  /** Takes back what gives access. */
  void close() throws IOException;
}
