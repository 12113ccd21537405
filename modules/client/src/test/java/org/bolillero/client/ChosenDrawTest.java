package org.bolillero.client;

import static org.bolillero.client.TestAgency.bets;
import static org.bolillero.client.TestAgency.delivery;
import static org.bolillero.client.TestAgency.settings;
import static org.bolillero.client.TestAgency.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;
import org.bolillero.lottery.BetStreamDigest;
import org.bolillero.protocol.ErrorCode;
import org.bolillero.protocol.Protocol;
import org.bolillero.protocol.Request;
import org.bolillero.protocol.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run bets in one draw, also if the office has chosen it. */
class ChosenDrawTest {
  @TempDir private Path folder;

  @Test
  void aRunStaysInTheDrawThatWasOpenWhenItBegan() throws Exception {
    try (TestOffice office = new TestOffice()) {
      office.draw(7);
      office
          .next(peer -> peer.expect(Request.Hello.class))
          .next(peer -> {
            peer.welcome();
            peer.answer(peer.receive());
            // From now on another draw is open.
          });
      office.draw(List.of());
      submit(office, 0);
      assertEquals(List.of(0, 7), office.drawsAskedFor());
      assertEquals(bets(100), office.bets());
    }
  }

  @Test
  void theSecondConversationAfterTheCloseIsAboutTheSameDraw() throws Exception {
    try (TestOffice office = new TestOffice().closeAt(45)) {
      office.draw(7);
      assertThrows(SalesClosedException.class, () -> submit(office, 0));
      assertEquals(List.of(0, 7), office.drawsAskedFor());
    }
  }

  @Test
  void aDrawThatIsNamedIsAskedForByItsNumber() throws Exception {
    try (TestOffice office = new TestOffice()) {
      office.draw(3);
      office.draw(List.of());
      submit(office, 3);
      assertEquals(List.of(3), office.drawsAskedFor());
    }
  }

  @Test
  void anAgencySpeaksTheNewestVersion() throws Exception {
    try (TestOffice office = new TestOffice()) {
      office.next(peer -> {
        Request.Hello hello = peer.expect(Request.Hello.class);
        peer.send(new Response.Failure(ErrorCode.UNSUPPORTED_VERSION, "" + hello.version()));
      });
      CommandException e = assertThrows(CommandException.class, () -> submit(office, 1));
      assertEquals("the office says UNSUPPORTED_VERSION: " + Protocol.VERSION, e.getMessage());
    }
  }

  /** The second column is what the office tells; 0 is nothing. */
  @ParameterizedTest
  @CsvSource({"1, 2", "1, 0", "0, 0"})
  void anOfficeThatTellsAnotherDrawOrNoneIsNoOffice(int draw, int told) throws Exception {
    try (TestOffice office = new TestOffice()) {
      office.next(peer -> {
        peer.expect(Request.Hello.class);
        peer.send(
            new Response.Welcome(
                0,
                new BetStreamDigest().value(),
                8192,
                Response.Stage.OPEN,
                told == 0 ? OptionalInt.empty() : OptionalInt.of(told)));
        peer.beSilent();
      });
      CommandException e = assertThrows(CommandException.class, () -> submit(office, draw));
      assertEquals(ExitCode.UNREACHABLE, e.exitCode());
      assertTrue(String.valueOf(e.getMessage()).contains("unexpected Welcome"), e::toString);
      assertEquals(List.of(), office.bets());
    }
  }

  private void submit(TestOffice office, int draw) throws CommandException {
    Path file = write(folder, bets(100));
    try (Agency agency = TestAgency.agency(settings(office, draw))) {
      agency.submit(delivery(file), _ -> {}, WinnersTarget.NONE);
    }
  }
}
