package org.bolillero.client;

import static org.bolillero.client.CommandRun.expected;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.bolillero.console.ExitCode;
import org.bolillero.protocol.ErrorCode;
import org.bolillero.protocol.Response;
import org.junit.jupiter.api.Test;

class PingCommandTest {
  @Test
  void theAnswerIsOneLineWithItsTime() throws Exception {
    try (TestOffice office = new TestOffice()) {
      String address = office.address().toString();
      for (CommandRun run :
          new CommandRun[] {
            CommandRun.of(new PingCommand(), Map.of(), address),
            CommandRun.of(new PingCommand(), Map.of("CLI_SERVER_ADDRESS", address))
          }) {
        assertEquals(ExitCode.OK.code(), run.exitCode());
        assertTrue(run.out().matches(address + " answered in \\d+\\.\\d{3} ms\\R"), run::out);
      }
    }
  }

  @Test
  void anythingElseIsOneLineAndTheExitCodeSaysWhetherToComeBack() throws Exception {
    try (TestOffice office = new TestOffice();
        DeadPort nobody = new DeadPort()) {
      ServerAddress there = office.address();
      office.next(peer -> peer.send(new Response.Failure(ErrorCode.MALFORMED, "a ping?")));
      assertEnd(ExitCode.REFUSED, there, "the office says MALFORMED: a ping?");
      office.next(peer -> peer.send(new Response.Failure(ErrorCode.BUSY, "later")));
      assertEnd(ExitCode.UNREACHABLE, there, there + ": the office says BUSY: later");
      assertEnd(ExitCode.UNREACHABLE, nobody.address(), nobody.address() + ": Connection refused");
    }
  }

  @Test
  void ofSeveralOfficesTheFirstThatAnswersIsEnough() throws Exception {
    try (TestOffice busy = new TestOffice();
        TestOffice office = new TestOffice();
        DeadPort nobody = new DeadPort()) {
      busy.next(peer -> peer.send(new Response.Failure(ErrorCode.BUSY, "later")));
      CommandRun run =
          ping("%s,%s,%s".formatted(nobody.address(), busy.address(), office.address()));
      assertEquals(ExitCode.OK.code(), run.exitCode());
      assertTrue(run.out().startsWith(office.address() + " answered in "), run::out);
    }
  }

  @Test
  void ifNoneOfSeveralOfficesAnswersAllAreNamed() throws Exception {
    try (TestOffice office = new TestOffice();
        DeadPort nobody = new DeadPort()) {
      ServerAddress dead = nobody.address();
      office.next(peer -> peer.send(new Response.Failure(ErrorCode.SHUTTING_DOWN, "soon")));
      assertEquals(
          expected(
              ExitCode.UNREACHABLE,
              "",
              "%s: Connection refused; %s: the office says SHUTTING_DOWN: soon"
                  .formatted(dead, office.address())),
          ping(dead + "," + office.address()));
      assertEquals(
          expected(
              ExitCode.USAGE,
              "",
              "HOST:PORT: %s,x: address 2: expected HOST:PORT or [IPV6]:PORT with a port from 1 to"
                      .formatted(dead)
                  + " 65535, found 'x'; try 'ping --help'"),
          ping(dead + ",x"));
    }
  }

  private static CommandRun ping(String servers) {
    return CommandRun.of(new PingCommand(), Map.of(), servers);
  }

  private static void assertEnd(ExitCode exitCode, ServerAddress server, String problem) {
    assertEquals(expected(exitCode, "", problem), ping(server.toString()));
  }
}
