package org.bolillero.watch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
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

  /** Made when it is needed. Used by one thread at a time, see {@link #text}. */
  private @Nullable Exposition exposition;

  OfficeMetrics(Samples samples) {
    this.samples = samples;
  }

  /**
   * {@return what they are now, with those of the JVM, as text in UTF-8}
   *
   * <p>A thread of the platform writes it: in a virtual one, the JDK's writers copy all that they
   * have with every word, some twenty megabytes for each scrape. One is written at a time, whoever
   * asks: that bounds what those who ask can cost.
   */
  public synchronized byte[] text() {
    return CompletableFuture.supplyAsync(this::write, Thread.ofPlatform().name("metrics")::start)
        .join();
  }

  private byte[] write() {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try {
      exposition().writeTo(text);
    } catch (IOException e) {
      throw new UncheckedIOException("memory can be written to", e);
    }
    return text.toByteArray();
  }

  private Exposition exposition() {
    Exposition made = exposition;
    if (made == null) {
      made = new Exposition(samples);
      exposition = made;
    }
    return made;
  }
}
