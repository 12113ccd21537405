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

  private static void assertEnd(ExitCode exitCode, ServerAddress server, String problem) {
    assertEquals(
        expected(exitCode, "", problem),
        CommandRun.of(new PingCommand(), Map.of(), server.toString()));
  }
}
