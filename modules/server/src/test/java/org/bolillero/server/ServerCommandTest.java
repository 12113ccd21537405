package org.bolillero.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bolillero.console.ExitCode;
import org.bolillero.office.DrawEvent;
import org.bolillero.office.testing.TestBets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server that cannot start says why in one line. */
class ServerCommandTest {
  @TempDir Path parent;
  private Path folder;

  @BeforeEach
  void nameFolder() {
    folder = parent.resolve("office");
  }

  @Test
  void aSecondServerOnTheFolderIsRefused() throws Exception {
    try (CentralOffice _ = new OfficeSetup(folder, 1).open()) {
      assertEquals(
          CommandRun.failed(
              ExitCode.IN_USE,
              folder
                  + ": in use by another process; expected a folder that no server is running on"),
          server("--port=0", "--agencies=1"));
    }
  }

  @Test
  void aSecondServerOnThePortIsRefusedAndLeavesTheFolderFree() throws Exception {
    Path other = parent.resolve("other");
    try (CentralOffice office = new OfficeSetup(other, 1).open()) {
      CommandRun second = server("--port=" + office.port(), "--agencies=1");
      assertEquals(ExitCode.IN_USE.code(), second.exitCode());
      String expected =
          "bolillero: port %d: expected one that can be listened on: ".formatted(office.port());
      assertTrue(second.err().startsWith(expected), second.err());
      assertEquals(1, second.err().lines().count());
    }
    new OfficeSetup(folder, 1).open().close();
  }

  @Test
  void aSecondControlInterfaceOnThePortIsRefusedAndLeavesTheFolderFree() throws Exception {
    Path other = parent.resolve("other");
    try (CentralOffice office = new OfficeSetup(other, 1).set("admin", "127.0.0.1:0").open()) {
      int port = office.adminPort().orElseThrow();
      CommandRun second = server("--port=0", "--agencies=1", "--admin=127.0.0.1:" + port);
      assertEquals(ExitCode.IN_USE.code(), second.exitCode());
      String expected =
          "bolillero: admin: port %d: expected one that can be listened on: ".formatted(port);
      assertTrue(second.err().startsWith(expected), second.err());
      assertEquals(1, second.err().lines().count());
      assertTrue(Files.notExists(folder.resolve("admin.token")));
    }
    new OfficeSetup(folder, 1).open().close();
  }

  @Test
  void aTokenThatCannotBeWrittenDoesNotKeepAnOfficeFromTakingBets() throws Exception {
    Files.createDirectories(folder.resolve("admin.token").resolve("not empty"));
    OfficeSetup setup = new OfficeSetup(folder, 1).set("admin", "127.0.0.1:0");
    try (CentralOffice office = setup.open()) {
      TestAgency.wholeJob(office.port(), 1, TestBets.of(1, 100, 1));
    }
  }

  @Test
  void anAddressOfAnotherMachineIsAWrongSetting() {
    assertEquals(
        CommandRun.failed(
            ExitCode.USAGE, "host: expected an address of this machine, found 192.0.2.1"),
        server("--host=192.0.2.1", "--plaintext", "--port=0", "--agencies=1"));
  }

  @Test
  void anOfficeWithAHostListensOnThatAddressOnly() throws Exception {
    try (CentralOffice office = new OfficeSetup(folder, 1).host("127.0.0.1").open()) {
      new Socket(InetAddress.ofLiteral("127.0.0.1"), office.port()).close();
      assertThrows(
          ConnectException.class,
          () -> new Socket(InetAddress.ofLiteral("127.0.0.2"), office.port()).close());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --agencies=                     | --agencies=: expected numbers from 1 to 999999999 and ranges of them, such as 1-3,7, found ''
          --agencies=3-1                  | --agencies=3-1: expected numbers from 1 to 999999999 and ranges of them, such as 1-3,7, found '3-1'
          --agencies=0                    | --agencies=0: expected numbers from 1 to 999999999 and ranges of them, such as 1-3,7, found '0'
          --agencies=1-70000              | --agencies=1-70000: expected at most 65536 agencies, found more in '1-70000'
          --agencies=1 --draw=0           | --draw=0: expected a whole number from 1 to 2147483647
          --agencies=1 --port=65536       | --port=65536: expected a whole number from 0 to 65535
          --agencies=1 --port=http        | --port=http: expected a whole number from 0 to 65535
          --agencies=1 --winning-number=x | --winning-number=x: expected a whole number from 0 to 9999
          --agencies=1 --sessions-max=0   | --sessions-max=0: expected a whole number from 1 to 1000000
          --agencies=1 --log=nfs          | --log=nfs: expected disk or kafka
          --agencies=1 --segment-bytes=9  | --segment-bytes=9: expected a whole number from 4096 to 1073741824
          """)
  void aWrongSettingIsNamedWithWhatIsAllowed(String arguments, String message) {
    CommandRun run = server(arguments.split(" "));
    assertEquals(CommandRun.failed(ExitCode.USAGE, message + "; try 'server --help'"), run);
    assertTrue(Files.notExists(folder));
  }

  @Test
  void sharedLogsNeedTheirBrokersAndLogsOfOnesOwnDoNot() {
    CommandRun noBrokers = server("--agencies=1", "--log=kafka");
    assertEquals(ExitCode.USAGE.code(), noBrokers.exitCode());
    assertTrue(noBrokers.err().contains("log: expected --kafka as well"), noBrokers::err);
    CommandRun noKafka = server("--agencies=1", "--kafka=broker-1:9092");
    assertEquals(ExitCode.USAGE.code(), noKafka.exitCode());
    assertTrue(noKafka.err().contains("kafka: expected --log=kafka as well"), noKafka::err);
    assertTrue(Files.notExists(folder));
  }

  /** As in this test: they lie beside the program, and not in it. */
  @Test
  void librariesThatAreNotThereAreNamed() {
    CommandRun run = server("--agencies=1", "--log=kafka", "--kafka=broker-1:9092");
    assertEquals(ExitCode.USAGE.code(), run.exitCode());
    assertTrue(run.err().contains("log: expected the libraries for kafka in "), run::err);
    assertTrue(Files.notExists(folder));
  }

  @Test
  void fewerConnectionsThanAgenciesAreAWrongSetting() {
    assertEquals(
        CommandRun.failed(ExitCode.USAGE, "connections-max: expected 5 to 1000000, found 4"),
        server("--agencies=1-5", "--connections-max=4"));
    assertTrue(Files.notExists(folder));
  }

  @Test
  void aLogOfOtherAgenciesIsAConflictOfSettings() throws Exception {
    new OfficeSetup(folder, 2).writeLog(new DrawEvent.Bets(2, TestBets.losing(2, 0, 1)));
    assertEquals(
        CommandRun.failed(
            ExitCode.USAGE,
            folder + ": agencies: the log has bets of agency 2, which is not expected"),
        server("--port=0", "--agencies=1"));
    new OfficeSetup(folder, 2).open().close();
  }

  @Test
  void aSegmentThatCannotHoldAMessageIsAWrongSetting() {
    assertEquals(
        CommandRun.failed(ExitCode.USAGE, "segment-bytes: expected 8288 to 1073741824, found 4096"),
        server("--agencies=1", "--segment-bytes=4096"));
    assertTrue(Files.notExists(folder));
  }

  @Test
  void aLogWhoseSegmentsCannotHoldAMessageIsAConflictOfSettings() throws Exception {
    new OfficeSetup(folder, 1).segmentBytes(8_288).open().close();
    assertEquals(
        CommandRun.failed(
            ExitCode.USAGE,
            folder
                + ": frame-bytes-max and agencies need entries of 65536 bytes, but the segments of"
                + " the log hold at most 8192"),
        server("--port=0", "--agencies=1", "--frame-bytes-max=65536"));
    new OfficeSetup(folder, 1).open().close();
  }

  @Test
  void theLogOfAnotherDrawIsRefused() throws Exception {
    new OfficeSetup(folder, 1).open().close();
    assertEquals(
        CommandRun.failed(
            ExitCode.DAMAGED, folder + ": expected the log of draw 2, found that of draw 1"),
        server("--port=0", "--agencies=1", "--draw=2"));
  }

  @Test
  void aFileInThePlaceOfTheFolderIsBadInput() throws Exception {
    Files.createFile(folder);
    CommandRun run = server("--port=0", "--agencies=1");
    assertEquals(ExitCode.BAD_INPUT.code(), run.exitCode());
    assertTrue(
        run.err().startsWith("bolillero: " + folder + ": cannot be used as the folder of a log"),
        run.err());
    assertEquals(1, run.err().lines().count());
  }

  private CommandRun server(String... arguments) {
    String[] all = new String[arguments.length + 1];
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    all[0] = "--data=" + folder;
    return CommandRun.of(new ServerCommand(), all);
  }
}
