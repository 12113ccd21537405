package org.bolillero.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.bolillero.fuzz.Patience.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoggingTest {
  /** Got before logging starts, as a static logger is. */
  private static final Logger LOG = LogManager.getLogger(LoggingTest.class);

  private static final PrintStream STANDARD_ERROR = System.err;

  private static final Pattern LINE =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d (\\S+ +)(.*)");

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  @AfterEach
  void stop() {
    Logging.stop();
    System.setErr(STANDARD_ERROR);
  }

  /** Starts logging on a standard error of the test's own. */
  private static void start(LogLevel level, OutputStream target) {
    System.setErr(new PrintStream(target, true, UTF_8));
    Logging.start(level);
  }

  @Test
  void aLineHasTheEstablishedForm() {
    start(LogLevel.INFO, written);
    LOG.info("action: sorteo | result: {}", "success");
    LOG.warn("señal");
    Logging.stop();
    assertEquals(List.of("INFO     action: sorteo | result: success", "WARN     señal"), lines());
  }

  @Test
  void anExceptionFollowsItsLine() {
    start(LogLevel.INFO, written);
    LOG.error("ganó ñandú", new IllegalStateException("ups"));
    LOG.info("next");
    Logging.stop();
    String text = text(written);
    assertTrue(
        text.contains("ERROR    ganó ñandú\njava.lang.IllegalStateException: ups\n\tat "), text);
    assertTrue(text.lines().toList().getLast().endsWith(" INFO     next"), text);
  }

  @ParameterizedTest
  @CsvSource({
    "DEBUG,    DEBUG INFO WARN ERROR FATAL",
    "INFO,     INFO WARN ERROR FATAL",
    "WARNING,  WARN ERROR FATAL",
    "ERROR,    ERROR FATAL",
    "CRITICAL, FATAL"
  })
  void theLevelIsTheLeastImportantThatIsLogged(LogLevel level, String logged) {
    start(level, written);
    LOG.debug("x");
    LOG.info("x");
    LOG.warn("x");
    LOG.error("x");
    LOG.fatal("x");
    Logging.stop();
    assertEquals(
        logged,
        String.join(
            " ", lines().stream().map(line -> line.substring(0, line.indexOf(' '))).toList()));
  }

  @ParameterizedTest
  @CsvSource({
    "DEBUG, WARN ERROR",
    "INFO,  WARN ERROR",
    "ERROR, ERROR",
  })
  void ofKafkasClientThereAreOnlyWarningsAndErrors(LogLevel level, String logged) {
    Logger kafka = LogManager.getLogger("org.apache.kafka.clients.NetworkClient");
    start(level, written);
    kafka.debug("x");
    kafka.info("x");
    kafka.warn("x");
    kafka.error("x");
    Logging.stop();
    assertEquals(
        logged,
        String.join(
            " ", lines().stream().map(line -> line.substring(0, line.indexOf(' '))).toList()));
  }

  @Test
  void whatKafkasClientSaysAgainAndAgainIsNotAllLogged() {
    Logger kafka = LogManager.getLogger("org.apache.kafka.clients.NetworkClient");
    start(LogLevel.INFO, written);
    for (int i = 0; i < 2_000; i++) {
      kafka.warn("x");
      kafka.error("x");
    }
    Logging.stop();
    assertTrue(lines().size() < 100, lines().size() + " lines");
  }

  @Test
  void whatIsLoggedBeforeTheStartAndAfterTheEndGoesNowhere() {
    LOG.error("before");
    start(LogLevel.INFO, written);
    LOG.info("during");
    Logging.stop();
    Logging.stop();
    LOG.error("after");
    assertEquals(List.of("INFO     during"), lines());
  }

  @Test
  void loggingCanBeStartedAgain() {
    start(LogLevel.INFO, written);
    LOG.debug("no");
    start(LogLevel.DEBUG, written);
    LOG.debug("yes");
    Logging.stop();
    start(LogLevel.INFO, written);
    LOG.info("again");
    Logging.stop();
    assertEquals(List.of("DEBUG    yes", "INFO     again"), lines());
  }

  @Test
  void everythingQueuedIsWrittenBeforeStopReturns() {
    start(LogLevel.INFO, written);
    for (int i = 0; i < 5000; i++) {
      LOG.info("line {}", i);
    }
    Logging.stop();
    assertEquals(5000, lines().size());
    assertEquals("INFO     line 4999", lines().getLast());
  }

  @Test
  void aSingleLineIsWrittenAtOnce() {
    start(LogLevel.INFO, written);
    LOG.info("alone");
    await().untilAsserted(() -> assertEquals(List.of("INFO     alone"), lines()));
  }

  @Test
  void nobodyWaitsForAStuckStream() {
    var stuck = new StuckStream();
    start(LogLevel.INFO, stuck);
    try {
      assertTimeoutPreemptively(
          Duration.ofMinutes(5),
          () -> {
            for (int i = 0; i < 100_000; i++) {
              LOG.info("line {}", i);
            }
            LOG.error("an error");
            // It gives up, and so the program can end.
            Logging.stop();
          });
    } finally {
      stuck.opened.countDown();
    }
    await().untilAsserted(() -> assertTrue(text(stuck.written).contains("dropped")));
    List<String> lines = lines(stuck.written);
    assertEquals("INFO     line 0", lines.getFirst());
    assertTrue(lines.contains("ERROR    an error"));
    long dropped =
        lines.stream()
            .filter(line -> line.startsWith("WARN     action: log | result: fail | dropped: "))
            .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
            .sum();
    long kept = lines.stream().filter(line -> line.startsWith("INFO     line ")).count();
    assertEquals(100_000, dropped + kept);
  }

  @Test
  void aUserMayReplaceTheConfigurationAndKeepsTheLevel(@TempDir Path folder) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("log.xml"),
            """
            <Configuration>
              <Appenders>
                <Console name="own" target="SYSTEM_ERR"><PatternLayout pattern="own %level %m%n"/></Console>
              </Appenders>
              <Loggers><Root level="OFF"><AppenderRef ref="own"/></Root></Loggers>
            </Configuration>
            """);
    List<String> starter = List.of("env", "JDK_JAVA_OPTIONS=-Dlog4j2.configurationFile=" + file);
    ChildProgram child =
        ChildProgram.startBy(starter, folder, TerminationTest.Main.class, "return");
    assertEquals(5, child.exitCode(), child.err());
    assertTrue(child.err().endsWith("\nown INFO ready\n"), child.err());
  }

  private List<String> lines() {
    return lines(written);
  }

  private static List<String> lines(ByteArrayOutputStream written) {
    return text(written)
        .lines()
        .map(line -> {
          var matcher = LINE.matcher(line);
          assertTrue(matcher.matches(), line);
          return matcher.group(1) + matcher.group(2);
        })
        .toList();
  }

  private static String text(ByteArrayOutputStream written) {
    return written.toString(UTF_8);
  }

  /** Takes nothing until it is opened. */
  private static final class StuckStream extends OutputStream {
    final CountDownLatch opened = new CountDownLatch(1);
    final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @Override
    public void write(int value) {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      boolean open = false;
      while (!open) {
        try {
          opened.await();
          open = true;
        } catch (InterruptedException _) {
          // A stuck system call does not mind either.
        }
      }
      written.write(bytes, offset, length);
    }
  }
}
