package org.bolillero.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.bolillero.client.TestAgency.bets;
import static org.bolillero.fuzz.Patience.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bolillero.console.Program;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands in a JVM of their own: their log lines, and how they take a signal. */
@Timeout(600)
class AgencyProgramTest {
  private static final Pattern TIME_AND_LEVEL =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d ([A-Z]+) +(.*)");

  @TempDir private Path folder;

  static final class Agencies {
    private Agencies() {}

    public static void main(String[] arguments) {
      Program.main(new AgencyCommand(), arguments);
    }
  }

  static final class SingleBets {
    private SingleBets() {}

    public static void main(String[] arguments) {
      Program.main(new BetCommand(), arguments);
    }
  }

  @Test
  void whatAnAgencyDoesIsLoggedInTheEstablishedForm() throws Exception {
    try (TestOffice office = new TestOffice().with(bets(30))) {
      office.draw(List.of("30000003", "30000001"));
      Path file = TestAgency.write(folder, bets(100));
      Process agency =
          start(Agencies.class, office, "--file=" + file, "--batch-max=50", "--log-level=DEBUG");
      assertEquals(0, agency.waitFor());
      assertEquals("30000003\n30000001\n", out());
      assertEquals(
          List.of(
              "INFO action: config | result: success | client_id: 1 | server_address: "
                  + office.address()
                  + " | draw: 1 | log_level: DEBUG",
              "INFO action: resume | result: success | cantidad: 30",
              "DEBUG action: apuesta_enviada | result: success | cantidad: 50",
              "DEBUG action: apuesta_enviada | result: success | cantidad: 20",
              "INFO action: apuesta_enviada | result: success | cantidad: 100",
              "INFO action: finish | result: success | terminadas: 1 | esperadas: 5",
              "INFO action: consulta_ganadores | result: success | cant_ganadores: 2",
              "INFO action: close | result: success | recurso: conexion"),
          logLines());
    }
  }

  @Test
  void whatAnAgencyDoesAfterTheCloseIsLoggedInTheSameForm() throws Exception {
    try (TestOffice office = new TestOffice().with(bets(30)).closeAt(45)) {
      office.draw(7);
      Path file = TestAgency.write(folder, bets(100));
      Process agency =
          start(Agencies.class, office, "--file=" + file, "--batch-max=10", "--draw=0");
      assertEquals(10, agency.waitFor());
      assertEquals("", out());
      assertEquals(
          List.of(
              "INFO action: config | result: success | client_id: 1 | server_address: "
                  + office.address()
                  + " | draw: 0 | log_level: INFO",
              "INFO action: sorteo_abierto | result: success | draw: 7",
              "INFO action: resume | result: success | cantidad: 30",
              "WARN action: cierre | result: fail | cuentan: 40 | no_cuentan: 60",
              "INFO action: finish | result: success | terminadas: 1 | esperadas: 5",
              "INFO action: consulta_ganadores | result: in_progress | terminadas: 1 | esperadas:"
                  + " 5",
              "INFO action: close | result: success | recurso: conexion",
              "bolillero: sales are closed: 40 bets of agency 1 are in the draw, 60 of its file are"
                  + " not"),
          logLines());
    }
  }

  @Test
  void winnersThatAreACorrectionAreLoggedAsSuch() throws Exception {
    try (TestOffice office = new TestOffice().with(bets(30))) {
      office.draw(List.of("30000003", "30000001"));
      office.correct();
      Path file = TestAgency.write(folder, bets(30));
      assertEquals(0, start(Agencies.class, office, "--file=" + file).waitFor());
      assertEquals("30000003\n30000001\n", out());
      List<String> lines = logLines();
      assertEquals(
          List.of(
              "WARN action: correccion | result: success | cant_ganadores: 2",
              "INFO action: consulta_ganadores | result: success | cant_ganadores: 2"),
          lines.subList(lines.size() - 3, lines.size() - 1));
    }
  }

  /** A limit on the size of files stands for a disk that is full while the rows are written. */
  @Test
  void rowsForWhichThereIsNoRoomAreSaidAndTheFileStaysAsItWas() throws Exception {
    try (TestOffice office = new TestOffice().closeAt(0)) {
      Path file = TestAgency.write(folder, bets(5_000));
      Path refund = Files.writeString(folder.resolve("refund.csv"), "of another draw");
      List<String> command =
          command(Agencies.class, office, "--file=" + file, "--uncounted-out=" + refund);
      command.addAll(0, List.of("sh", "-c", "ulimit -f 64 && exec \"$@\"", "sh"));
      command.add(command.indexOf("-cp"), "-XX:-UsePerfData");
      assertEquals(8, start(command).waitFor());
      assertTrue(
          logLines()
              .contains(
                  "bolillero: --uncounted-out=" + refund + ": cannot be written: File too large"),
          logLines()::toString);
      assertEquals("of another draw", Files.readString(refund));
      try (Stream<Path> files = Files.list(folder)) {
        assertEquals(0, files.filter(each -> each.toString().endsWith(".part")).count());
      }
      assertEquals(10, start(command(Agencies.class, office, "--file=" + file)).waitFor());
    }
  }

  @Test
  void aSingleBetIsLoggedInTheEstablishedForm() throws Exception {
    try (TestOffice office = new TestOffice()) {
      assertEquals(0, start(SingleBets.class, office).waitFor());
      assertEquals("", out());
      assertEquals(
          "INFO action: apuesta_enviada | result: success | dni: 30904465 | numero: 7574",
          logLines().get(1));
    }
  }

  @Test
  void aLostConnectionIsLoggedWithWhatComesNext() throws Exception {
    try (TestOffice office = new TestOffice().next(peer -> {})) {
      assertEquals(0, start(SingleBets.class, office).waitFor());
      String warning = logLines().get(1).replaceAll("motivo: .* \\|", "motivo: … |");
      assertEquals(
          "WARN action: connect | result: fail | server: "
              + office.address()
              + " | motivo: … | reintento_ms: N",
          warning.replaceAll("\\d+$", "N"));
    }
  }

  @Test
  void aSignalInterruptsAnAgencyWhichSaysSoAndALaterRunGoesOn() throws Exception {
    try (TestOffice office = new TestOffice()) {
      Path file = TestAgency.write(folder, bets(100));
      Process agency = start(Agencies.class, office, "--file=" + file);
      await().until(() -> office.asked() > 0);
      agency.destroy();
      assertEquals(143, agency.waitFor());
      assertEquals("", out());
      assertEquals(
          List.of(
              "INFO action: close | result: success | recurso: conexion",
              "WARN action: terminate | result: fail | motivo: SIGTERM before all was done"),
          logLines().reversed().subList(0, 2).reversed());

      office.draw(List.of());
      assertTrue(TestAgency.submit(office, file).isPresent());
      assertEquals(bets(100), office.bets());
    }
  }

  @Test
  void whatASignalEndsAnAgencyWithIsASetting() throws Exception {
    try (TestOffice office = new TestOffice()) {
      Path file = TestAgency.write(folder, bets(100));
      Process agency = start(Agencies.class, office, "--file=" + file, "--exit-on-signal=0");
      await().until(() -> office.asked() > 0);
      agency.destroy();
      assertEquals(0, agency.waitFor());
      assertEquals(
          "WARN action: terminate | result: fail | motivo: SIGTERM before all was done",
          logLines().getLast());
    }
  }

  private Process start(Class<?> main, TestOffice office, String... arguments) throws IOException {
    return start(command(main, office, arguments));
  }

  private static List<String> command(Class<?> main, TestOffice office, String... arguments) {
    String classPath =
        Stream.of("java.class.path", "jdk.module.path")
            .map(property -> System.getProperty(property, ""))
            .filter(path -> !path.isEmpty())
            .collect(Collectors.joining(":", "target/classes:target/test-classes:", ""));
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command =
        new ArrayList<>(
            List.of(
                java,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath,
                main.getName()));
    command.addAll(List.of("--id=1", "--server=" + office.address()));
    command.addAll(List.of(arguments));
    return command;
  }

  private Process start(List<String> command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(folder.resolve("out").toFile())
            .redirectError(folder.resolve("err").toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "NOMBRE", "Santiago Lionel",
                "APELLIDO", "Lorca",
                "DOCUMENTO", "30904465",
                "NACIMIENTO", "1999-03-17",
                "NUMERO", "7574"));
    return builder.start();
  }

  private String out() throws IOException {
    return Files.readString(folder.resolve("out"), UTF_8);
  }

  /** The lines of the log without their times. */
  private List<String> logLines() throws IOException {
    return Files.readAllLines(folder.resolve("err"), UTF_8).stream()
        .map(line -> TIME_AND_LEVEL.matcher(line).replaceFirst("$1 $2"))
        .toList();
  }
}
