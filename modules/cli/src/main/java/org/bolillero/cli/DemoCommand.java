package org.bolillero.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.bolillero.client.ServerAddress;
import org.bolillero.console.Action;
import org.bolillero.console.CommandException;
import org.bolillero.console.Ends;
import org.bolillero.console.ExitCode;
import org.bolillero.console.LogFormat;
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
import org.bolillero.tls.TlsFileException;
import org.eclipse.collections.api.list.ImmutableList;
import org.eclipse.collections.impl.factory.Lists;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code demo}: a whole draw, for a first look. */
@Command(
    name = "demo",
    header = "Watch a whole draw.",
    description = {
      "Generates agency files, starts a real office on free ports with a folder of its own, opens a"
          + " draw, and lets the agencies send their bets over TCP. One of them dies in the middle."
          + " The clock closes the sales; an official excuses the agency that has died and enters"
          + " the number; each agency is told its winners.",
      "Shows the commands that people type for that. Leaves nothing behind."
    },
    footer = {
      "  bolillero demo",
      "  bolillero demo --agencies 200 --bets 1000000",
      "  bolillero demo --kafka"
    })
@Ends({
  ExitCode.BAD_INPUT,
  ExitCode.UNREACHABLE,
  ExitCode.REFUSED,
  ExitCode.IN_USE,
  ExitCode.DAMAGED,
  ExitCode.STORAGE_FAILED
})
final class DemoCommand implements Action {
  private static final Duration SALES_MIN = Duration.ofSeconds(1);

  /**
   * To store bets takes about three times as long as to make them, and longer on a busy machine.
   */
  private static final int MAKING_FACTOR = 4;

  private static final long AGENCY_MILLIS = 10;

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
      names = "--sales-seconds",
      description = {
        "How long sales are open, up to a second more.",
        "By default long enough for all bets, by how long it took to make them."
      })
  @Setting(min = 1, max = 86_400)
  private @Nullable Integer salesSeconds;

  @Option(
      names = "--certificates",
      paramLabel = "DIR",
      description = {
        "Speak TLS, with certificates that bolillero tls has made in this folder: those of the"
            + " office for localhost and 127.0.0.1, of the agencies, and of the official ana.",
        "By default nothing is encrypted."
      })
  private @Nullable Path certificates;

  @Option(
      names = "--kafka",
      description = {
        "Start two offices that share their logs on three brokers of Apache Kafka. A broker and the"
            + " office that leads are killed while the agencies deliver; at the end it is checked"
            + " that nothing is lost.",
        "The brokers are there if a checkout's ./bolillero has been told this option."
      })
  private boolean isShared;

  @Option(
      names = "--log-level",
      paramLabel = "LEVEL",
      description = {
        "Log what is at least this important.",
        "By default WARNING; with --kafka ERROR, as what is away there is away on purpose."
      })
  private @Nullable LogLevel logLevel;

  @Option(
      names = "--log-format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "What log lines look like.")
  private LogFormat logFormat;

  @Override
  public ExitCode run(PrintWriter out) throws CommandException, InterruptedException {
    Logging.start(logLevel == null ? defaultLevel() : logLevel, logFormat);
    requireFit();
    DemoBets brought = new DemoBets(seed, agencies, bets);
    Path parent = Path.of(System.getProperty("java.io.tmpdir"));
    try (TemporaryFolder folder = TemporaryFolder.make(parent, "bolillero-demo-")) {
      if (isShared) {
        new KafkaDemo(brought, folder.path(), new DemoTerminal(out)).hold();
      } else {
        hold(brought, folder.path(), out);
      }
      return ExitCode.OK;
    } catch (IOException e) {
      throw new CommandException(ExitCode.STORAGE_FAILED, "the demo failed: " + Reason.of(e), e);
    }
  }

  private LogLevel defaultLevel() {
    return isShared ? LogLevel.ERROR : LogLevel.WARNING;
  }

  /** Throws a {@link CommandException} if the options do not fit together. */
  private void requireFit() throws CommandException {
    if (!isShared) {
      return;
    }
    if (certificates != null || salesSeconds != null) {
      throw new CommandException(
          ExitCode.USAGE,
          "kafka: expected it without --certificates and --sales-seconds: those offices are on this"
              + " machine alone, and sell until they have all bets");
    }
    if (bets < (long) agencies * KafkaDemo.AGENCY_BETS_MIN) {
      throw new CommandException(
          ExitCode.USAGE,
          "bets: expected at least %d for each agency with --kafka, so that they still deliver when"
                  .formatted(KafkaDemo.AGENCY_BETS_MIN)
              + " an office is killed");
    }
    KafkaDemo.requireBrokers();
  }

  private void hold(DemoBets brought, Path folder, PrintWriter out)
      throws IOException, CommandException, InterruptedException {
    long start = System.nanoTime();
    ImmutableList<DemoFile> files = brought.write(folder, true);
    Duration making = Duration.ofNanos(System.nanoTime() - start);
    String number = brought.number(files);
    DemoTerminal terminal = new DemoTerminal(out);
    Path data = folder.resolve("office");
    DemoCertificates known = new DemoCertificates(Optional.ofNullable(certificates));
    OfficeSettings settings =
        OfficeSettings.of(
            known
                .options(DemoCertificates.OFFICE)
                .newWith("--port=0")
                .newWith("--admin=127.0.0.1:0")
                .newWith("--data=" + data)
                .toArray(new String[0]));
    try (CentralOffice office = CentralOffice.open(settings, Clock.systemUTC())) {
      Termination.closeOnSignal(office);
      ImmutableList<String> address =
          Lists.immutable.of("--server=" + new ServerAddress("localhost", office.port()));
      try (DemoOfficial ana =
              DemoOfficial.of(
                  office.adminPort().orElseThrow(), data.resolve("admin.token"), known, terminal);
          DemoAgencies delivering = new DemoAgencies(files, address, known)) {
        DemoDay day = new DemoDay(files, delivering, ana, known, terminal);
        day.open(sales(making));
        day.deliver();
        day.close();
        day.draw(number);
        day.tell();
      }
    } catch (LogException | SettingsConflictException | TlsFileException | IOException e) {
      throw OfficeFailure.of(e, settings);
    }
    out.printf("%nAll of it went over TCP and through a log on disk, which is deleted again.%n");
  }

  /** Long enough for all agencies, on this machine as it is now. */
  private Duration sales(Duration making) {
    return salesSeconds == null
        ? making.multipliedBy(MAKING_FACTOR).plus(SALES_MIN).plusMillis(agencies * AGENCY_MILLIS)
        : Duration.ofSeconds(salesSeconds);
  }
}
