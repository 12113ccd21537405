package org.bolillero.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;

/**
 * Those who watch an office while it is measured: one who asks for the metrics and one who asks
 * whether it is ready, each once a second, and viewers of its page.
 */
final class Watchers implements AutoCloseable {
  /** How many have the page open. */
  static final int VIEWERS = 10;

  private static final long PERIOD_MILLIS = 1_000;
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int OK = 200;

  private final URI office;
  private final HttpClient http = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch answered;
  private final CountDownLatch closed = new CountDownLatch(1);

  /** How often they were answered what they did not expect, or not at all. */
  private final AtomicInteger failures = new AtomicInteger();

  private final AtomicInteger answers = new AtomicInteger();

  private Watchers(int port, List<String> asked, int viewers) {
    office = URI.create("http://127.0.0.1:" + port);
    answered = new CountDownLatch(asked.size() + viewers);
    asked.forEach(path -> threads.execute(() -> ask(path)));
    for (int i = 0; i < viewers; i++) {
      threads.execute(this::view);
    }
  }

  /** Begins to watch. When this returns, each has been answered once. */
  static Watchers begin(OfficeProcess office, int port)
      throws IOException, CommandException, InterruptedException {
    office.awaitAccepting(port);
    Watchers watchers = new Watchers(port, List.of("/metrics", "/readyz"), VIEWERS);
    if (!watchers.answered.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      watchers.close();
      throw new CommandException(
          ExitCode.UNREACHABLE, "the office did not answer those who watch it");
    }
    return watchers;
  }

  /** Asks once a second, the first time at once. */
  private void ask(String path) {
    try {
      do {
        HttpResponse<byte[]> answer = http.send(request(path), BodyHandlers.ofByteArray());
        count(answer.statusCode() == OK);
        answered.countDown();
      } while (!closed.await(PERIOD_MILLIS, TimeUnit.MILLISECONDS));
    } catch (IOException | InterruptedException _) {
      count(false);
    }
  }

  /** Takes whatever the page is sent, until the end. */
  private void view() {
    try {
      var answer = http.send(request("/api/watch"), BodyHandlers.ofInputStream());
      try (BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body(), UTF_8))) {
        count(answer.statusCode() == OK && lines.readLine() != null);
        answered.countDown();
        while (lines.readLine() != null) {
          answers.incrementAndGet();
        }
      }
      count(closed.getCount() == 0);
    } catch (IOException | InterruptedException _) {
      count(false);
    }
  }

  private HttpRequest request(String path) {
    return HttpRequest.newBuilder(office.resolve(path)).build();
  }

  private void count(boolean isExpected) {
    if (isExpected) {
      answers.incrementAndGet();
    } else if (closed.getCount() > 0) {
      failures.incrementAndGet(); // Afterwards the office may be gone.
    }
  }

  /** Says how many answers there were, lines of the page included; throws if one is missing. */
  void report(String name, Report report) throws CommandException {
    if (failures.get() > 0) {
      throw new CommandException(
          ExitCode.REFUSED,
          "those who watch the office were not answered %d times".formatted(failures.get()));
    }
    report.add(name + "answers to those who watch", 0, answers.get());
  }

  /** Asks nothing more. */
  @Override
  public void close() {
    closed.countDown();
    threads.shutdown();
    http.shutdownNow();
  }
}
