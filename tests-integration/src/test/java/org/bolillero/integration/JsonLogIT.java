package org.bolillero.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bolillero.integration.Programs.Running;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Log lines as JSON, from the start of the packaged programs to their end. */
class JsonLogIT {
  private static final int BETS = 40;

  @TempDir private Path folder;
  @AutoClose private final Programs programs = new Programs(() -> folder);

  @Test
  void eachLineOfAnOfficeAndItsAgencyIsAnObjectWithTheEstablishedKeys() throws Exception {
    Path data = folder.resolve("office \"1\" | sorteo: 9");
    Path settings = Files.writeString(folder.resolve("settings.yaml"), "logging: {format: json}\n");
    Running server =
        programs.start(
            "server", "--agencies=1", "--port=0", "--data=" + data, "--config=" + settings);
    int port = server.port();
    Path file = folder.resolve("agency-1.csv");
    Bets.write(file, Bets.of(1, BETS));
    Running agency =
        programs.start(
            Map.of("CLI_LOG_FORMAT", "JSON"),
            "agency",
            "--id=1",
            "--file=" + file,
            "--server=localhost:" + port);
    assertEquals(0, agency.exitCode(), agency::log);
    server.terminate();
    assertEquals(0, server.exitCode(), server::log);

    List<JsonObject> office = labels(server);
    JsonObject opened = only(office, "log");
    assertEquals(data.toString(), opened.get("carpeta").getAsString());
    assertEquals(port, only(office, "accept_connections").get("port").getAsInt());
    assertEquals("success", only(office, "sorteo").get("result").getAsString());
    assertTrue(only(labels(agency), "consulta_ganadores").has("cant_ganadores"));
    JsonObject sent = only(labels(agency), "apuesta_enviada");
    assertEquals(BETS, sent.get("cantidad").getAsInt());
  }

  private static JsonObject only(List<JsonObject> labels, String action) {
    List<JsonObject> found =
        labels.stream().filter(each -> each.get("action").getAsString().equals(action)).toList();
    assertEquals(1, found.size(), () -> action + " in " + labels);
    return found.getFirst();
  }

  private static List<JsonObject> labels(Running program) throws IOException {
    List<String> lines = program.err().lines().toList();
    assertFalse(lines.isEmpty());
    return lines.stream()
        .map(line -> JsonParser.parseString(line).getAsJsonObject().getAsJsonObject("labels"))
        .toList();
  }
}
