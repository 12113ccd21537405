package org.bolillero.client;

import static org.bolillero.client.CommandRun.environment;
import static org.bolillero.client.CommandRun.expected;
import static org.bolillero.client.LateAgency.BETS;
import static org.bolillero.client.LateAgency.text;
import static org.bolillero.client.TestAgency.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.bolillero.client.TestOffice.Peer;
import org.bolillero.console.ExitCode;
import org.bolillero.protocol.ErrorCode;
import org.bolillero.protocol.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code agency} after the close, and the file that it writes. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class UncountedOutTest {
  private static final CommandRun CLOSED =
      expected(
          ExitCode.CLOSED,
          "",
          "sales are closed: 40 bets of agency 1 are in the draw, 60 of its file are not");

  @TempDir private Path folder;
  private TestOffice office;
  private Path file;
  private Path refund;
  private String flag;

  @BeforeEach
  void open() throws IOException {
    office = new TestOffice();
    file = write(folder, BETS);
    refund = folder.resolve("refund.csv");
    flag = "--uncounted-out=" + refund;
  }

  @AfterEach
  void close() throws IOException {
    office.close();
  }

  @Test
  void theRowsThatDoNotCountAreWrittenAndCanBeDeliveredToAnotherDraw() throws Exception {
    office.closeAt(45);
    assertEquals(CLOSED, run(flag));
    assertEquals(text(BETS.subList(40, 100)), Files.readString(refund));
    assertEquals(CLOSED, run(flag));
    assertEquals(text(BETS.subList(40, 100)), Files.readString(refund));
    assertEquals(List.of("agency-1.csv", "refund.csv"), names());

    try (TestOffice next = new TestOffice()) {
      next.draw(List.of());
      TestAgency.submit(next, refund);
      assertEquals(BETS.subList(40, 100), next.bets());
    }
  }

  @Test
  void withoutTheFileItIsSaidAllTheSame() throws Exception {
    office.closeAt(45);
    assertEquals(CLOSED, run());
    assertEquals(List.of("agency-1.csv"), names());
    assertTrue(office.isFinished());
  }

  /** So a script need not ask whether there is a file. */
  @Test
  void ifEveryBetCountsTheFileIsEmpty() throws Exception {
    Files.writeString(refund, "of another draw");
    assertEquals(expected(ExitCode.OK, "", ""), run(flag, "--no-wait"));
    assertEquals("", Files.readString(refund));
    office.draw(List.of());
    Files.writeString(refund, "of another draw");
    assertEquals(expected(ExitCode.OK, "", ""), run(flag));
    assertEquals("", Files.readString(refund));
  }

  @Test
  void aRunThatDoesNotLearnWhatCountsLeavesTheFileAsItWas() throws Exception {
    Files.writeString(refund, "of another draw");
    office.next(peer -> peer.send(new Response.Failure(ErrorCode.UNKNOWN_AGENCY, "1 to 5")));
    assertEquals(ExitCode.REFUSED.code(), run(flag).exitCode());
    assertEquals("of another draw", Files.readString(refund));
    assertEquals(List.of("agency-1.csv", "refund.csv"), names());
  }

  @Test
  void theFileIsThereEvenIfTheOfficeHasGoneSince() throws Exception {
    office.closeAt(45).next(Peer::serve).next(_ -> {});
    assertEquals(ExitCode.UNREACHABLE.code(), run(flag, "--retry-seconds=0").exitCode());
    assertEquals(text(BETS.subList(40, 100)), Files.readString(refund));
  }

  @Test
  void theWinnersAmongTheBetsThatCountComeWithThem() throws Exception {
    office.closeAt(45).draw(List.of("30000003", "30000001"));
    CommandRun closed = run(flag);
    assertEquals(new CommandRun(10, "30000003\n30000001\n", CLOSED.err()), closed);
    Path winners = folder.resolve("winners.txt");
    assertEquals(CLOSED, run(flag, "--winners-out=" + winners));
    assertEquals("30000003\n30000001\n", Files.readString(winners));
    assertEquals(text(BETS.subList(40, 100)), Files.readString(refund));
  }

  @Test
  void beforeTheDrawTheFileOfTheWinnersStaysAsItWas() throws Exception {
    office.closeAt(45);
    Path winners = Files.writeString(folder.resolve("winners.txt"), "of another draw");
    assertEquals(CLOSED, run("--winners-out=" + winners));
    assertEquals("of another draw", Files.readString(winners));
  }

  @Test
  void aPlaceThatTheRowsCannotBeWrittenToIsSaidBeforeTheOfficeIsAsked() throws Exception {
    Path settings = Files.writeString(folder.resolve("agency.yaml"), "retry.seconds: 0\n");
    Path missing = folder.resolve("none").resolve("refund.csv");
    assertUsage(missing, "is in no existing folder");
    assertUsage(folder, "is no regular file");
    assertUsage(file, "is " + file + " itself, which is read");
    assertUsage(settings, "is " + settings + " itself, which is read", "--config=" + settings);
    boolean isRoot = Files.isWritable(Path.of("/proc"));
    assertEquals(
        (isRoot ? ExitCode.STORAGE_FAILED : ExitCode.USAGE).code(),
        run("--uncounted-out=/proc/bolillero.csv").exitCode());
    assertEquals(0, office.greetings());
    assertEquals(text(BETS), Files.readString(file));
  }

  @Test
  void theWinnersAndTheRowsGoToDifferentFiles() throws Exception {
    Path below = Files.createDirectory(folder.resolve("below"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("below"));
    Path linked = Files.createSymbolicLink(folder.resolve("linked.csv"), refund);
    for (boolean exists : new boolean[] {false, true}) {
      if (exists) {
        Files.writeString(refund, "");
        Files.writeString(below.resolve("w"), "");
      }
      assertUsage(refund, "is the file of the winners, too", "--winners-out=" + refund);
      assertUsage(linked, "is the file of the winners, too", "--winners-out=" + refund);
      assertUsage(
          link.resolve("w"), "is the file of the winners, too", "--winners-out=" + below + "/./w");
    }
    assertEquals(0, office.greetings());
  }

  private void assertUsage(Path path, String problem, String... flags) {
    String[] all = Arrays.copyOf(flags, flags.length + 1);
    all[flags.length] = "--uncounted-out=" + path;
    assertEquals(expected(ExitCode.USAGE, "", all[flags.length] + ": " + problem), run(all));
  }

  private CommandRun run(String... flags) {
    String[] arguments = Arrays.copyOf(flags, flags.length + 2);
    arguments[flags.length] = "--file=" + file;
    arguments[flags.length + 1] = "--batch-max=10";
    return CommandRun.of(new AgencyCommand(), environment(office), arguments);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(each -> folder.relativize(each).toString()).sorted().toList();
    }
  }
}
