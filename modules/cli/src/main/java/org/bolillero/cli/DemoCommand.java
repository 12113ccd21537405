package org.bolillero.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.bolillero.client.ServerAddress;
import org.bolillero.console.Action;
import org.bolillero.console.CommandException;
import org.bolillero.console.Ends;
import org.bolillero.console.ExitCode;
import org.bolillero.console.LogLevel;
import org.bolillero.console.Logging;
import org.bolillero.console.Reason;
import org.bolillero.console.Setting;
import org.bolillero.console.TemporaryFolder;
import org.bolillero.console.Termination;
import org.bolillero.office.SettingsConflictException;
import org.bolillero.server.CentralOffice;
import org.bolillero.server.OfficeFailure;
import org.bolillero.server.OfficeSettings;
import org.bolillero.storage.LogException;
import org.eclipse.collections.api.list.ImmutableList;
import org.eclipse.collections.api.list.MutableList;
import org.eclipse.collections.impl.factory.Lists;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code demo}: a whole draw, for a first look. */
@Command(
    name = "demo",
    header = "Watch a whole draw.",
    description =
        "Generates agency files, starts a real office on a free port with a folder of its own, lets"
            + " the agencies send their bets over TCP, waits for the draw, and shows who has won."
            + " Leaves nothing behind.",
    footer = {"  bolillero demo", "  bolillero demo --agencies 200 --bets 1000000"})
@Ends({
  ExitCode.BAD_INPUT,
  ExitCode.UNREACHABLE,
  ExitCode.REFUSED,
  ExitCode.IN_USE,
  ExitCode.DAMAGED,
  ExitCode.STORAGE_FAILED
})
final class DemoCommand implements Action {
  @Option(names = "--agencies", defaultValue = "5", description = "How many agencies take part.")
  @Setting(min = 1, max = 1_000)
  private int agencies;

  @Option(names = "--bets", defaultValue = "80000", description = "How many bets they have in all.")
  @Setting(min = 0, max = 100_000_000)
  private long bets;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "42",
      description = "Another seed makes other bets.")
  private long seed;

  @Option(
      names = "--log-level",
      paramLabel = "LEVEL",
      defaultValue = "WARNING",
      description = "Log what is at least this important.")
  private LogLevel logLevel;

  @Override
  public ExitCode run(PrintWriter out) throws CommandException, InterruptedException {
    Logging.start(logLevel);
    Path parent = Path.of(System.getProperty("java.io.tmpdir"));
    try (TemporaryFolder folder = TemporaryFolder.make(parent, "bolillero-demo-")) {
      hold(folder.path(), out);
      return ExitCode.OK;
    } catch (IOException e) {
      throw new CommandException(ExitCode.STORAGE_FAILED, "the demo failed: " + Reason.of(e), e);
    }
  }

  private void hold(Path folder, PrintWriter out)
      throws IOException, CommandException, InterruptedException {
    BetGenerator generator = new BetGenerator(seed, agencies, bets);
    ImmutableList<Path> files = generate(generator, folder);
    out.printf("%d agencies bring %d bets to one office.%n", agencies, bets);
    out.flush();
    OfficeSettings settings =
        OfficeSettings.of(
            "--port=0", "--agencies=1-" + agencies, "--data=" + folder.resolve("office"));
    long start = System.nanoTime();
    try (CentralOffice office = CentralOffice.open(settings, Clock.systemUTC())) {
      Termination.closeOnSignal(office);
      ServerAddress address = new ServerAddress("localhost", office.port());
      ImmutableList<Integer> winners = DemoAgencies.deliver(files, generator, address);
      printResult(generator, winners, Duration.ofNanos(System.nanoTime() - start), out);
    } catch (LogException | SettingsConflictException | IOException e) {
      throw OfficeFailure.of(e, settings);
    }
  }

  private static ImmutableList<Path> generate(BetGenerator generator, Path folder)
      throws IOException {
    MutableList<Path> files = Lists.mutable.empty();
    for (int agency = 1; agency <= generator.agencies(); agency++) {
      Path file = folder.resolve("agency-" + agency + ".csv");
      try (OutputStream out = Files.newOutputStream(file)) {
        generator.write(agency, out, _ -> {});
      }
      files.add(file);
    }
    return files.toImmutable();
  }

  private void printResult(
      BetGenerator generator, ImmutableList<Integer> winners, Duration took, PrintWriter out) {
    out.printf("%n%8s %10s %8s%n", "agency", "bets", "winners");
    for (int agency = 1; agency <= agencies; agency++) {
      out.printf("%8d %10d %8d%n", agency, generator.bets(agency), winners.get(agency - 1));
    }
    double seconds = took.toMillis() / 1000.0;
    out.printf("%8s %10d %8d%n%n", "all", bets, winners.sumOfInt(Integer::intValue));
    out.printf(
        "Stored durably, drawn once, and told to all in %.2f s (%.0f bets/s).%n",
        seconds, bets / seconds);
    out.println("All of it went over TCP and through a log on disk, which is deleted again.");
  }
}
