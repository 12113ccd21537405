package org.bolillero.watch;

import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of an office, for Prometheus. Thread-safe.
 *
 * <p>Until somebody asks for them, they cost what {@link Watcher} counts, and nothing of
 * Prometheus' library is loaded.
 */
public final class OfficeMetrics {
  /** What kind of text they are written as. */
  public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final Samples samples;

  /** Made when it is needed. Guarded by this. */
  private @Nullable Exposition exposition;

  OfficeMetrics(Samples samples) {
    this.samples = samples;
  }

  /**
   * Writes what they are now, with those of the JVM.
   *
   * @param out where to; it is not closed
   * @throws IOException if it cannot be written there
   */
  public void writeTo(OutputStream out) throws IOException {
    exposition().writeTo(out);
  }

  private synchronized Exposition exposition() {
    Exposition made = exposition;
    if (made == null) {
      made = new Exposition(samples);
      exposition = made;
    }
    return made;
  }
}
