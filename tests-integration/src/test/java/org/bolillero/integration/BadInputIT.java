package org.bolillero.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.bolillero.integration.Programs.Running;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What users get wrong: each time one clear line, the documented exit code, and nothing lost. */
@Tag("long")
class BadInputIT {
  private static final int USAGE = 2;
  private static final int BAD_INPUT = 3;
  private static final int UNREACHABLE = 4;
  private static final int REFUSED = 5;
  private static final int IN_USE = 6;

  @TempDir Path folder;
  @AutoClose private final Programs programs = new Programs(() -> folder);
  private Path oneBet;

  @BeforeEach
  void prepare() throws IOException {
    oneBet = folder.resolve("one.csv");
    Files.writeString(oneBet, "Ana,Paz,30904465,1999-03-17,7574\n", UTF_8);
  }

  @Test
  void anUnknownAgencyIsRefused() throws Exception {
    int port = programs.server("1-5", folder.resolve("office")).port();
    assertFails(programs.agency(6, oneBet, port), REFUSED, "agency 6");
  }

  @Test
  void anAgencyOfAnotherDrawIsRefused() throws Exception {
    int port = programs.server("1-5", folder.resolve("office")).port();
    assertFails(programs.agency(1, oneBet, port, "--draw", "2"), REFUSED, "expected draw 1");
  }

  @Test
  void aSecondServerOnTheFolderIsRefused() throws Exception {
    Path office = folder.resolve("office");
    programs.server("1-5", office).port();
    assertFails(programs.server("1-5", office), IN_USE, office.toString());
    assertFails(programs.start("log", "info", office.toString()), IN_USE, office.toString());
  }

  @Test
  void aSecondServerOnThePortIsRefused() throws Exception {
    String port = Integer.toString(programs.server("1-5", folder.resolve("office")).port());
    Running second =
        programs.start(
            "server",
            "--port",
            port,
            "--agencies",
            "1",
            "--data",
            folder.resolve("other").toString());
    assertFails(second, IN_USE, "port " + port);
  }

  @Test
  void aMissingFileIsNamed() throws Exception {
    int port = programs.server("1-5", folder.resolve("office")).port();
    Path missing = folder.resolve("missing.csv");
    assertFails(programs.agency(1, missing, port), BAD_INPUT, missing.toString());
  }

  @Test
  void aServerThatIsNotThereIsNamed() throws Exception {
    Running agency = programs.agency(1, oneBet, 1, "--retry-seconds", "0");
    assertFails(agency, UNREACHABLE, "localhost:1");
    assertFails(programs.start("ping", "localhost:1"), UNREACHABLE, "localhost:1");
  }

  @Test
  void aWrongSettingIsNamedWithItsValueAndWhatIsAllowed() throws Exception {
    Running port =
        programs.start(Map.of("SERVER_PORT", "70000"), "server", "--agencies", "1", "--data", "x");
    assertFails(port, USAGE, "SERVER_PORT", "70000", "65535");
    assertFails(
        programs.start("server", "--agencies", "3-1", "--data", "x"), USAGE, "3-1", "1-3,7");
  }

  @Test
  void aBadRowStopsTheAgencyThereAndTheMendedFileGoesOnWhereItStopped() throws Exception {
    Path file = folder.resolve("agency-1.csv");
    writeBets(file, 70_000, "1999-02-30");
    Running server = programs.server("1", folder.resolve("office"), "--exit-after-draw");
    int port = server.port();
    assertFails(
        programs.agency(1, file, port),
        BAD_INPUT,
        "agency-1.csv:70000",
        "birth date",
        "1999-02-30");
    writeBets(file, 70_000, "1999-02-28");
    Running mended = programs.agency(1, file, port);
    assertEquals(0, mended.exitCode(), mended.err());
    assertEquals(0, server.exitCode(), server.err());
    Running dump = programs.run("log", "dump", folder.resolve("office").toString());
    assertEquals(
        Files.readString(file, UTF_8).lines().map(line -> "1," + line).toList(),
        dump.out().lines().toList());
  }

  /** Writes 75,000 rows, of which the one on the given line has the given date of birth. */
  private static void writeBets(Path file, int line, String birthDate) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file, UTF_8)) {
      for (int i = 1; i <= 75_000; i++) {
        String date = i == line ? birthDate : "2000-01-01";
        out.write("Zoë,Ñandú," + (20_000_000 + i) + "," + date + "," + i % 10_000 + "\n");
      }
    }
  }

  /**
   * The program ends with the code and with one line that begins with its name and holds the texts.
   */
  private static void assertFails(Running program, int exitCode, String... texts) throws Exception {
    assertEquals(exitCode, program.exitCode(), program.err());
    var errors = program.err().lines().filter(line -> line.startsWith("bolillero: ")).toList();
    assertEquals(1, errors.size(), program.err());
    for (String text : texts) {
      assertTrue(errors.getFirst().contains(text), errors.getFirst());
    }
    assertFalse(program.err().contains("\tat "), program.err());
  }
}
