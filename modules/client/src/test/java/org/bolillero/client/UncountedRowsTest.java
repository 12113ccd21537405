package org.bolillero.client;

import static org.bolillero.client.LateAgency.BETS;
import static org.bolillero.client.LateAgency.text;
import static org.bolillero.client.TestAgency.bets;
import static org.bolillero.client.TestAgency.delivery;
import static org.bolillero.client.TestAgency.row;
import static org.bolillero.client.TestAgency.settings;
import static org.bolillero.client.TestAgency.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.bolillero.client.TestOffice.Peer;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;
import org.bolillero.lottery.Bet;
import org.bolillero.protocol.ErrorCode;
import org.bolillero.protocol.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rows that are not in the draw are given away whole, and as they stand in the file. */
class UncountedRowsTest {
  @TempDir private Path folder;
  private Path file = Path.of("");
  private LateAgency late = new LateAgency(file);

  @BeforeEach
  void writeFile() {
    use(write(folder, BETS));
  }

  private void use(Path fileOfBets) {
    file = fileOfBets;
    late = new LateAgency(file);
  }

  @Test
  void theRowsAreGivenAwayBeforeTheOfficeIsAskedAgain() throws Exception {
    try (TestOffice office = new TestOffice().closeAt(45)) {
      office
          .next(Peer::serve)
          .next(peer -> peer.send(new Response.Failure(ErrorCode.UNKNOWN_AGENCY, "because")));
      CommandException e = assertThrows(CommandException.class, () -> late.submit(office));
      assertEquals(ExitCode.REFUSED, e.exitCode());
      assertEquals(List.of(text(BETS.subList(40, 100)), "the end"), late.rows());
    }
  }

  @Test
  void rowsThatCannotBeKeptEndTheAgencyAndALaterRunGivesThem() throws Exception {
    UncountedTarget full =
        new UncountedTarget() {
          @Override
          public void add(byte[] bytes) throws CommandException {
            throw new CommandException(ExitCode.STORAGE_FAILED, "no room");
          }

          @Override
          public void end() {
            throw new AssertionError("these were not all");
          }
        };
    try (TestOffice office = new TestOffice().closeAt(45)) {
      try (Agency agency = TestAgency.agency(settings(office))) {
        CommandException e =
            assertThrows(
                CommandException.class,
                () -> agency.submit(delivery(file), _ -> {}, WinnersTarget.NONE, full));
        assertEquals("no room", e.getMessage());
      }
      late.assertClosed(office, 40);
    }
  }

  /** The first of them is a bet, or the office would not have been asked; the others may be odd. */
  @Test
  void theRowsAreTheBytesOfTheFileFromTheFirstThatDoesNotCountOn() throws Exception {
    String row = "Luz,Sol,4,2000-02-29,8";
    List<String> counted = List.of(row(BETS.get(0)), row(BETS.get(1)));
    List<String> rests =
        List.of(
            row + "\n\"Ana\",Paz,3,1999-03-17,7\n",
            row + "\r\n\r\n Ana,Paz,3,1999-03-17,7\r\n\r\n",
            "\"Luz\",\"Sol\",\"4\",2000-02-29,8\n\"A\n\nB\r\nC\rD\",\"\"\"\n\",3,1999-03-17,7\n",
            row + "\n1,2,3,4,5,6,\"7\"\n",
            row + "\n\uFEFFno bet \u0000 at all",
            row + "\r\nAna,Paz,3,1999-03-17,7");
    for (String rest : rests) {
      for (String mark : List.of("", "\uFEFF")) {
        for (String end : List.of("\n", "\r\n", "\n\r\n\r\n\n")) {
          assertRest(2, mark + String.join(end, counted) + end + rest, rest, 2);
          assertRest(0, mark + rest, rest, 2);
        }
      }
    }
  }

  private void assertRest(int countedBets, String text, String rest, int restRows)
      throws Exception {
    use(write(folder, text));
    try (TestOffice office = new TestOffice().with(BETS.subList(0, countedBets))) {
      office.closeAt(countedBets).finish();
      late.assertClosed(office, countedBets, rest, restRows, "--unterminated-last-line");
    }
  }

  @Test
  void aLongRestIsGivenAwayWhole() throws Exception {
    List<Bet> many = bets(20_000);
    use(write(folder, many));
    try (TestOffice office = new TestOffice().closeAt(7_003)) {
      late.assertClosed(office, 7_000, text(many.subList(7_000, 20_000)), 13_000);
    }
  }

  @Test
  void rowsThatCannotBeToldApartAreNamedAndNothingIsGivenAway() throws Exception {
    use(write(folder, text(BETS) + "\"Ana,Paz,1,1999-03-17,7\n"));
    try (TestOffice office = new TestOffice().closeAt(45)) {
      CommandException e = assertThrows(CommandException.class, () -> late.submit(office));
      assertEquals(ExitCode.BAD_INPUT, e.exitCode());
      assertTrue(String.valueOf(e.getMessage()).startsWith(file + ":101: "), e::toString);
      assertEquals(List.of(), late.rows());
      writeFile();
      late.assertClosed(office, 40);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {99, 101})
  void aFileWithAnotherNumberOfRowsThanExpectedIsNotTakenForTheWholeOne(int expected)
      throws Exception {
    try (TestOffice office = new TestOffice().closeAt(45)) {
      String option = "--expect-bets=" + expected;
      CommandException e = assertThrows(CommandException.class, () -> late.submit(office, option));
      assertEquals(ExitCode.BAD_INPUT, e.exitCode());
      assertEquals(List.of(), late.rows());
      assertEquals(
          60, assertThrows(SalesClosedException.class, () -> late.submit(office)).uncounted());
    }
  }
}
