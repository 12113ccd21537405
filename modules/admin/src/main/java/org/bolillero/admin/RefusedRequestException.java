package org.bolillero.admin;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * A request that is answered with an error. It has no stack trace: it says nothing of the office,
 * and anybody can cause any number of them.
 */
final class RefusedRequestException extends Exception {
  static final int BAD_REQUEST = 400;
  static final int UNAUTHORIZED = 401;
  static final int FORBIDDEN = 403;
  static final int NOT_FOUND = 404;
  static final int METHOD_NOT_ALLOWED = 405;
  static final int CONFLICT = 409;
  static final int TOO_LARGE = 413;
  static final int NO_JSON = 415;
  static final int INTERNAL = 500;
  static final int NOT_IMPLEMENTED = 501;
  static final int UNAVAILABLE = 503;

  private static final long serialVersionUID = 1;
  private static final int RETRY_SECONDS = 5;

  private final int status;
  private final transient Map<String, String> headers;

  /** The message says for people what was expected and what was found. */
  RefusedRequestException(int status, String message) {
    this(status, message, Map.of());
  }

  RefusedRequestException(int status, String message, Map<String, String> headers) {
    super(message, null, false, false);
    this.status = status;
    this.headers = headers;
  }

  /** What the client has to correct. */
  static RefusedRequestException bad(String message) {
    return new RefusedRequestException(BAD_REQUEST, message);
  }

  /** What the office can do later: it says when, unlike one whose log has failed. */
  static RefusedRequestException busy(String message) {
    return new RefusedRequestException(
        UNAVAILABLE, message, Map.of("Retry-After", Integer.toString(RETRY_SECONDS)));
  }

  Answer answer() {
    return Answer.json(
        status,
        headers,
        json -> {
          json.beginObject();
          json.name("error").value(requireNonNull(getMessage()));
          json.endObject();
        });
  }
}
