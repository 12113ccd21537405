package org.bolillero.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.bolillero.integration.Control.Answer;
import org.bolillero.integration.Programs.Running;
import org.bolillero.integration.Programs.Surroundings;

/**
 * One office on one folder and one port, whose servers come and go, and in which officials open
 * draws and decide on them. Belongs to one thread, but for the port.
 */
final class DrawOffice implements AutoCloseable {
  private final Programs programs;
  private final Path data;
  private final Surroundings surroundings;
  private final String[] options;
  private final int port = Intake.freePort();
  private Running server;
  private Control control;

  /** Starts the first server. */
  DrawOffice(Programs programs, Path data, Surroundings surroundings, String... options)
      throws IOException {
    this.programs = programs;
    this.data = data;
    this.surroundings = surroundings;
    this.options = options;
    this.server = programs.office(surroundings, port, data, options);
    this.control = new Control(server, data);
  }

  /** Starts the next server; the one before must have ended. When this returns, it listens. */
  void restart() throws IOException {
    control.close();
    server = programs.office(surroundings, port, data, options);
    control = new Control(server, data);
    server.port();
  }

  int port() {
    return port;
  }

  Running server() {
    return server;
  }

  Control control() {
    return control;
  }

  /** The folder of a draw that an official has opened. */
  Path folder(int draw) {
    return data.resolve("draw-" + draw);
  }

  /** Opens a draw for the agencies 1 to {@code agencies}. */
  Answer open(int draw, int agencies, int officials) throws IOException, InterruptedException {
    return control.post("", terms(draw, agencies, officials));
  }

  /** Opens a draw that closes at a time. */
  Answer open(int draw, int agencies, int officials, Instant closesAt)
      throws IOException, InterruptedException {
    JsonObject terms = terms(draw, agencies, officials);
    terms.addProperty("closesAt", closesAt.toString());
    return control.post("", terms);
  }

  static JsonObject terms(int draw, int agencies, int officials) {
    JsonObject terms = new JsonObject();
    terms.addProperty("draw", draw);
    terms.addProperty("agencies", "1-" + agencies);
    terms.addProperty("officials", officials);
    terms.addProperty("official", "ana");
    return terms;
  }

  static JsonObject because(String official, String reason) {
    JsonObject fields = new JsonObject();
    fields.addProperty("official", official);
    fields.addProperty("reason", reason);
    return fields;
  }

  static JsonObject excuse(int agency) {
    JsonObject fields = because("ana", "it does not come back");
    fields.addProperty("agency", agency);
    return fields;
  }

  static JsonObject number(int number, String official) {
    JsonObject fields = new JsonObject();
    fields.addProperty("official", official);
    fields.addProperty("number", number);
    return fields;
  }

  static JsonObject correction(int number, String official) {
    JsonObject fields = because(official, "read wrongly");
    fields.addProperty("number", number);
    return fields;
  }

  /** Ends the server in good order, and has the logs of all draws checked. */
  void stopAndVerify() throws IOException, InterruptedException {
    server.terminate();
    assertEquals(0, server.exitCode(), server::log);
    Running verify = programs.run(surroundings, "log", "verify", data.toString());
    assertEquals(0, verify.exitCode(), verify::log);
  }

  @Override
  public void close() {
    control.close();
  }
}
