package org.bolillero.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.bolillero.cli.DemoAgencies.DemoFile;
import org.bolillero.client.AgencyException;
import org.bolillero.client.ServerAddress;
import org.bolillero.console.Command;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;
import org.bolillero.console.LogLevel;
import org.bolillero.console.Logging;
import org.bolillero.console.ManualPage;
import org.bolillero.console.Option;
import org.bolillero.console.Options;
import org.bolillero.console.Termination;
import org.bolillero.server.CentralOffice;
import org.bolillero.server.OfficeSettings;
import org.bolillero.server.SettingsConflictException;
import org.bolillero.storage.LogException;
import org.eclipse.collections.api.list.ImmutableList;
import org.eclipse.collections.api.list.MutableList;
import org.eclipse.collections.api.set.primitive.ImmutableIntSet;
import org.eclipse.collections.impl.factory.Lists;
import org.eclipse.collections.impl.factory.primitive.IntSets;
import org.jspecify.annotations.Nullable;

/** The command {@code demo}: a whole draw before the eyes of whoever is new here. */
final class DemoCommand implements Command {
  private final Options options = new Options();

  private final Option<Integer> agencies =
      options
          .number("--agencies", 1, 1_000)
          .label("N")
          .byDefault(5)
          .description("How many agencies take part.");

  private final Option<Long> bets =
      options
          .count("--bets", 0, 100_000_000)
          .label("N")
          .byDefault(80_000L)
          .description("How many bets they have in all.");

  private final Option<Long> seed =
      options
          .seed("--seed")
          .label("N")
          .byDefault(42L)
          .description("Generates other people for another seed.");

  private final Option<LogLevel> logLevel =
      options
          .level("--log-level")
          .label("LEVEL")
          .byDefault(LogLevel.WARNING)
          .description("Log what is at least this important.");

  @Override
  public ManualPage page() {
    return new ManualPage(
        "demo",
        "Watch a whole draw.",
        List.of(
            "Generates agency files, starts a real office on a free port with a folder of its own,"
                + " lets the agencies send their bets over TCP, waits for the draw, and shows who"
                + " has won. Leaves nothing behind."),
        List.of("  bolillero demo", "  bolillero demo --agencies 200 --bets 1000000"),
        List.of(ExitCode.STORAGE_FAILED));
  }

  @Override
  public Options options() {
    return options;
  }

  @Override
  public ExitCode run(PrintWriter out) throws CommandException, InterruptedException {
    Logging.start(logLevel.value());
    try (TemporaryFolder folder = TemporaryFolder.make()) {
      Termination.closeOnSignal(folder);
      hold(folder.path(), out);
      return ExitCode.OK;
    } catch (IOException | LogException | SettingsConflictException | AgencyException e) {
      throw new CommandException(ExitCode.STORAGE_FAILED, "the demo failed: " + e.getMessage(), e);
    }
  }

  private void hold(Path folder, PrintWriter out)
      throws IOException,
          LogException,
          SettingsConflictException,
          AgencyException,
          InterruptedException {
    BetGenerator generator = new BetGenerator(seed.value(), agencies.value(), bets.value());
    ImmutableList<DemoFile> files = generate(generator, folder);
    out.printf("%d agencies bring %d bets to one office.%n", agencies.value(), bets.value());
    out.flush();
    ImmutableIntSet expected = IntSets.immutable.ofAll(IntStream.rangeClosed(1, agencies.value()));
    OfficeSettings settings = OfficeSettings.of(expected, folder.resolve("office"));
    long start = System.nanoTime();
    try (CentralOffice office = CentralOffice.open(settings, Clock.systemUTC())) {
      Termination.closeOnSignal(office);
      ServerAddress address = new ServerAddress("localhost", office.port());
      ImmutableList<Integer> winners = new DemoAgencies(files, address).deliver();
      printResult(generator, winners, Duration.ofNanos(System.nanoTime() - start), out);
    }
  }

  private static ImmutableList<DemoFile> generate(BetGenerator generator, Path folder)
      throws IOException {
    MutableList<DemoFile> files = Lists.mutable.empty();
    for (int agency = 1; agency <= generator.agencies(); agency++) {
      Path file = folder.resolve("agency-" + agency + ".csv");
      try (OutputStream out = Files.newOutputStream(file)) {
        generator.write(agency, out, _ -> {});
      }
      files.add(new DemoFile(file, generator.bets(agency)));
    }
    return files.toImmutable();
  }

  private void printResult(
      BetGenerator generator, ImmutableList<Integer> winners, Duration took, PrintWriter out) {
    out.printf("%n%8s %10s %8s%n", "agency", "bets", "winners");
    for (int agency = 1; agency <= agencies.value(); agency++) {
      out.printf("%8d %10d %8d%n", agency, generator.bets(agency), winners.get(agency - 1));
    }
    double seconds = took.toMillis() / 1000.0;
    out.printf("%8s %10d %8d%n%n", "all", bets.value(), winners.sumOfInt(Integer::intValue));
    out.printf(
        "Stored durably, drawn once, and told to all in %.2f s (%.0f bets/s).%n",
        seconds, bets.value() / seconds);
    out.println("All of it went over TCP and through a log on disk, which is deleted again.");
  }

  /** A folder that is gone, with all that is in it, once it is closed. */
  private record TemporaryFolder(Path path) implements AutoCloseable {
    static TemporaryFolder make() throws IOException {
      return new TemporaryFolder(Files.createTempDirectory("bolillero-demo-"));
    }

    @Override
    public void close() throws IOException {
      if (!Files.exists(path)) {
        return;
      }
      Files.walkFileTree(
          path,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.deleteIfExists(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
                throws IOException {
              Files.deleteIfExists(folder);
              return FileVisitResult.CONTINUE;
            }
          });
    }
  }
}
