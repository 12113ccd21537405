package org.bolillero.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;
import org.bolillero.console.Reason;
import org.bolillero.tls.TlsContext;

/** Speaks to the control interface of an office, one request at a time. */
final class AdminClient implements AutoCloseable {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  /** An office takes at most half as long. */
  private static final Duration ANSWER_TIMEOUT = Duration.ofMinutes(1);

  /** More than the largest draw has. */
  private static final long ANSWER_BYTES_MAX = 256L * 1024 * 1024;

  /** What an office says of the certificate of whoever decides. */
  private static final Pattern REFUSED_CERTIFICATE =
      Pattern.compile(
          "Received fatal alert: (.*certificate.*|unknown_ca|access_denied)", Pattern.DOTALL);

  private static final int OK = 200;
  private static final int CREATED = 201;
  private static final int BAD_REQUEST = 400;
  private static final int INTERNAL = 500;
  private static final int UNAVAILABLE = 503;

  private final URI office;
  private final Optional<TlsContext> tls;
  private final HttpClient http;

  /**
   * A client of one office.
   *
   * @param office where it is
   * @param tls the certificates to show and to trust, for an address with {@code https://}
   */
  AdminClient(URI office, Optional<TlsContext> tls) {
    this.office = office;
    this.tls = tls;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(CONNECT_TIMEOUT);
    tls.ifPresent(context -> builder.sslContext(context.sslContext()));
    this.http = builder.build();
  }

  /** What there is at a path below {@code /api}. */
  JsonObject get(String path) throws CommandException, InterruptedException {
    return ask(request(path).GET().build());
  }

  /** Has the office decide something. When this returns, it is durable. */
  JsonObject post(String path, JsonObject fields, Optional<String> token)
      throws CommandException, InterruptedException {
    HttpRequest.Builder request = request(path).header("Content-Type", "application/json");
    token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
    return ask(request.POST(BodyPublishers.ofString(fields.toString(), UTF_8)).build());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(office.resolve("/api" + path)).timeout(ANSWER_TIMEOUT);
  }

  private JsonObject ask(HttpRequest request) throws CommandException, InterruptedException {
    HttpResponse<String> response = send(request);
    Optional<JsonObject> answer = parsed(response.body());
    int status = response.statusCode();
    if ((status == OK || status == CREATED) && answer.isPresent()) {
      return answer.get();
    }
    Optional<String> error =
        answer
            .map(object -> object.get("error"))
            .filter(JsonElement::isJsonPrimitive)
            .map(JsonElement::getAsString);
    if (error.isEmpty()) {
      throw unreachable("expected an answer of an office, found another one, status " + status);
    }
    throw new CommandException(exitCode(response), error.get());
  }

  private static ExitCode exitCode(HttpResponse<?> response) {
    int status = response.statusCode();
    if (status == UNAVAILABLE) {
      // It says when to come back, unless its log has failed.
      boolean isForNow = response.headers().firstValue("Retry-After").isPresent();
      return isForNow ? ExitCode.UNREACHABLE : ExitCode.STORAGE_FAILED;
    }
    boolean isRefused = status >= BAD_REQUEST && status < INTERNAL;
    return isRefused ? ExitCode.REFUSED : ExitCode.UNREACHABLE;
  }

  private HttpResponse<String> send(HttpRequest request)
      throws CommandException, InterruptedException {
    try {
      return http.send(request, BodyHandlers.limiting(BodyHandlers.ofString(), ANSWER_BYTES_MAX));
    } catch (HttpTimeoutException e) {
      throw unreachable("no answer in time");
    } catch (ConnectException e) {
      throw unreachable("nobody listens there");
    } catch (SSLException e) {
      String why = tls.map(context -> context.reasonOf(e)).orElseGet(() -> Reason.of(e));
      if (REFUSED_CERTIFICATE.matcher(String.valueOf(e.getMessage())).find()) {
        throw new CommandException(ExitCode.REFUSED, office + ": " + why, e);
      }
      throw unreachable(why);
    } catch (IOException e) {
      throw unreachable(Reason.of(e));
    }
  }

  private CommandException unreachable(String why) {
    String certificates = tls.isPresent() ? " and --tls-cert" : "";
    return new CommandException(
        ExitCode.UNREACHABLE,
        "%s: %s; expected an office that was started with --admin%s"
            .formatted(office, why, certificates));
  }

  private static Optional<JsonObject> parsed(String body) {
    JsonReader reader = new JsonReader(new StringReader(body));
    reader.setStrictness(Strictness.STRICT);
    try {
      JsonElement element = JsonParser.parseReader(reader);
      return element.isJsonObject() ? Optional.of(element.getAsJsonObject()) : Optional.empty();
    } catch (JsonParseException _) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
