package org.bolillero.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JsonLinesTest {
  private static final Logger LOG = LogManager.getLogger(JsonLinesTest.class);
  private static final PrintStream STANDARD_ERROR = System.err;

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  @BeforeEach
  void start() {
    System.setErr(new PrintStream(written, true, UTF_8));
    Logging.start(LogLevel.INFO, LogFormat.JSON);
  }

  @AfterEach
  void stop() {
    Logging.stop();
    System.setErr(STANDARD_ERROR);
  }

  @Test
  void aLineIsAnObjectWithTheKeysOfTheLineAsLabels() {
    Instant before = Instant.now();
    LOG.info("action: cierre | result: success | sorteo: {} | por: {}", 7, "ana");
    JsonObject line = onlyLine();
    assertEquals("INFO", line.get("log.level").getAsString());
    assertEquals(JsonLinesTest.class.getName(), line.get("log.logger").getAsString());
    assertEquals(Thread.currentThread().getName(), line.get("process.thread.name").getAsString());
    assertEquals(
        "action: cierre | result: success | sorteo: 7 | por: ana",
        line.get("message").getAsString());
    assertEquals(
        JsonParser.parseString(
            """
            {"action": "cierre", "result": "success", "sorteo": 7, "por": "ana"}
            """),
        line.get("labels"));
    Instant when = Instant.parse(line.get("@timestamp").getAsString());
    assertFalse(when.isBefore(before.minusMillis(1)), when::toString);
    assertFalse(when.isAfter(Instant.now()), when::toString);
  }

  @Test
  void quotesLineEndsAndOtherAlphabetsSurvive() {
    String odd = "\"ñandú\"\r\n\t\\ 日本 \u0000 \uD83D\uDC27 | sorteo: 9";
    LOG.warn("action: excusa | motivo: {} | agencia: {}", odd, 4L);
    JsonObject labels = onlyLine().getAsJsonObject("labels");
    assertEquals(odd, labels.get("motivo").getAsString());
    assertEquals(4, labels.get("agencia").getAsLong());
    assertEquals(3, labels.size());
  }

  @Test
  void anExceptionIsInTheSameLine() {
    LOG.error("action: log | result: {}", "fail", new IllegalStateException("ups"));
    JsonObject line = onlyLine();
    assertEquals("fail", line.getAsJsonObject("labels").get("result").getAsString());
    assertEquals("ups", line.get("error.message").getAsString());
    assertEquals(IllegalStateException.class.getName(), line.get("error.type").getAsString());
    assertTrue(line.get("error.stack_trace").getAsString().contains("JsonLinesTest"));
  }

  @Test
  void aLineOfAnotherFormHasNoLabels() {
    LOG.info("ready");
    JsonObject line = onlyLine();
    assertEquals("ready", line.get("message").getAsString());
    assertFalse(line.has("labels"));
  }

  @Test
  void theNextStartMayHaveTheEstablishedFormAgain() {
    Logging.stop();
    Logging.start(LogLevel.INFO);
    LOG.info("action: sorteo | result: success");
    List<String> lines = lines();
    assertEquals(1, lines.size());
    assertTrue(lines.getFirst().endsWith(" INFO     action: sorteo | result: success"));
  }

  private JsonObject onlyLine() {
    List<String> lines = lines();
    assertEquals(1, lines.size(), lines::toString);
    return JsonParser.parseString(lines.getFirst()).getAsJsonObject();
  }

  private List<String> lines() {
    Logging.stop();
    return written.toString(UTF_8).lines().toList();
  }
}
