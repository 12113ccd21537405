package org.bolillero.admin;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/**
 * What a viewer of the page gets: server-sent events, until it leaves, or the office ends.
 *
 * @param broadcast what there is to tell
 * @param exchange its request, which has to be good for as long as it listens
 * @param access who may look
 */
record EventStream(Broadcast broadcast, HttpExchange exchange, Access access)
    implements Answer.Body {
  static final String TYPE = "text/event-stream";

  /** How soon a browser comes back by itself. */
  private static final String RETRY = "retry: 1000\n\n";

  /** After how many events is asked whether the viewer may still look. */
  private static final int EVENTS_UNCHECKED_MAX = 5;

  @Override
  public void writeTo(OutputStream out) throws IOException {
    try (Broadcast.Viewer viewer = broadcast.join()) {
      out.write(RETRY.getBytes(US_ASCII));
      int unchecked = 0;
      for (Optional<byte[]> event = viewer.next(); event.isPresent(); event = viewer.next()) {
        if (++unchecked > EVENTS_UNCHECKED_MAX) {
          checkMayLook();
          unchecked = 0;
        }
        exchange.allowMore(); // Each event has the time of an answer, and is cut beyond it.
        out.write(event.get());
        out.flush();
      }
    }
  }

  private void checkMayLook() throws IOException {
    try {
      access.requireLook(exchange);
    } catch (RefusedRequestException e) {
      throw new IOException("a viewer may not look any more: " + e.getMessage(), e);
    }
  }
}
