package org.bolillero.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;
import org.bolillero.console.Setting;
import org.bolillero.console.TemporaryFolder;
import org.bolillero.protocol.Protocol;
import org.bolillero.storage.LogException;
import org.bolillero.storage.LogSettings;
import org.eclipse.collections.api.list.ImmutableList;
import org.eclipse.collections.api.list.primitive.MutableDoubleList;
import org.eclipse.collections.impl.factory.Lists;
import org.eclipse.collections.impl.factory.primitive.DoubleLists;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code bench intake}: how fast an office takes bets and acknowledges them. */
@Command(
    name = "intake",
    header = "Measure how fast an office takes bets.",
    description = {
      "Each run starts a new office, sends it bets that were encoded before over real connections,"
          + " and takes the time from the first byte to the last acknowledgement. The office has"
          + " just been started, so it is cold, unless --warm-bets says otherwise. One run comes"
          + " before the others and does not count, so that who sends is warm.",
      "Each agency has a megabyte of batches, which come round again under new indexes."
    })
final class IntakeCommand extends Measurement {
  private static final int BETS_MAX = 1_000_000_000;

  /** So many bytes of batches an agency has before they come round again. */
  private static final int ROUND_BYTES = 1024 * 1024;

  /** What an office reads of one agency at most before it stores it. */
  private static final int READ_AHEAD_BYTES = 128 * 1024;

  private static final int BLOCK_BYTES_MAX = 4 * 1024 * 1024;

  @Option(
      names = "--agencies",
      defaultValue = "5",
      description = "Send from this many agencies at once.")
  @Setting(min = 1, max = 1_000)
  private int agencies;

  @Option(names = "--bets", defaultValue = "5000000", description = "Send this many bets in all.")
  @Setting(min = 1, max = BETS_MAX)
  private int bets;

  @Option(
      names = "--warm-bets",
      defaultValue = "0",
      description = "Send this many before, without taking the time.")
  @Setting(min = 0, max = BETS_MAX)
  private int warmBets;

  @Option(
      names = "--frame-bytes",
      defaultValue = "" + Protocol.FRAME_BYTES_DEFAULT,
      description = "Send frames of this size, and have the office allow them.")
  @Setting(min = Protocol.FRAME_BYTES_DEFAULT, max = Protocol.FRAME_BYTES_LIMIT)
  private int frameBytes;

  @Option(
      names = "--segment-bytes",
      defaultValue = "" + LogSettings.SEGMENT_BYTES_DEFAULT,
      description = "Have the office keep its log in files of this size; it starts with one.")
  @Setting(min = LogSettings.SEGMENT_BYTES_MIN, max = LogSettings.SEGMENT_BYTES_MAX)
  private int segmentBytes;

  @Option(
      names = "--one-at-a-time",
      description = "Wait for the acknowledgement of each batch before sending the next.")
  private boolean isOneAtATime;

  @Option(
      names = "--tls",
      description = "In each run measure plain connections first, and then TLS.")
  private boolean isTls;

  @Option(
      names = "--watched",
      description = {
        "Measure twice in each run, in turn: without and with --admin, and there with somebody who"
            + " asks for /metrics and for /readyz once a second each, and "
            + Watchers.VIEWERS
            + " viewers of the page."
      })
  private boolean isWatched;

  @Option(
      names = "--kafka",
      description = {
        "Start three brokers, and measure an office that shares its log on them, in turn with"
            + " Kafka's own benchmark of a producer, which sends as many records of the same size."
      })
  private boolean isKafka;

  @Option(
      names = "--record-bytes",
      defaultValue = "0",
      description = {
        "Have Kafka's benchmark send records of this size, and as many bytes in all.",
        "0: as large as the records of the office are on average."
      })
  @Setting(min = 0, max = Protocol.FRAME_BYTES_LIMIT)
  private int recordBytes;

  @Option(
      names = "--rate",
      defaultValue = "0",
      description = "Send so many bets a second in all; 0: without a limit.")
  @Setting(min = 0, max = BETS_MAX)
  private int rate;

  @Override
  void measure(Path empty, PrintWriter out)
      throws IOException, LogException, CommandException, InterruptedException {
    if (isOneAtATime && rate > 0) {
      throw new CommandException(ExitCode.USAGE, "expected --rate or --one-at-a-time, found both");
    }
    if (Stream.of(isTls, isWatched, isKafka).filter(each -> each).count() > 1) {
      throw new CommandException(
          ExitCode.USAGE, "expected one of --tls, --watched and --kafka, found more");
    }
    if (isKafka && rate > 0) {
      throw new CommandException(ExitCode.USAGE, "expected --kafka or --rate, found both");
    }
    Pace pace = new Pace(isOneAtATime, (double) rate / agencies);
    List<String> officeOptions =
        List.of("--frame-bytes-max=" + frameBytes, "--segment-bytes=" + segmentBytes);
    double warmPart = warmBets / ((double) bets + warmBets);
    IntakeRun run = new IntakeRun(encoded(), pace, officeOptions, warmPart);
    out.printf(
        "%s, %,d bets in frames of %,d bytes, %s, %s%n",
        agencies == 1 ? "1 agency" : agencies + " agencies",
        bets,
        frameBytes,
        isOneAtATime ? "one at a time" : rate > 0 ? "%,d bets/s".formatted(rate) : "pipelined",
        warmBets > 0 ? "after %,d others".formatted(warmBets) : "cold");
    out.flush();
    if (isKafka) {
      try (KafkaIntake kafka = KafkaIntake.start(empty, run, frameBytes, recordBytes)) {
        out.println(kafka.records());
        out.flush();
        kafka.measure(0, new Report());
        measureRounds(empty, kafka::measure, out);
      }
      return;
    }
    ImmutableList<Wire> wires = Wire.all(isTls, empty, agencies);
    compare(wires, empty, run, new Report()); // Who sends is measured warm, whatever the office is.
    Round round =
        isWatched
            ? (number, report) -> compareWatched(number, empty, run, wires.getOnly(), report)
            : (_, report) -> compare(wires, empty, run, report);
    measureRounds(empty, round, out);
  }

  /** What is measured in each run; they are counted from 0 on. */
  private interface Round {
    void measure(int number, Report report)
        throws IOException, LogException, CommandException, InterruptedException;
  }

  private void measureRounds(Path empty, Round round, PrintWriter out)
      throws IOException, LogException, CommandException, InterruptedException {
    Report report = new Report();
    try (DiskReference disk = new DiskReference(empty)) {
      for (int i = 0; i < runs(); i++) {
        round.measure(i, report);
        addReferences(disk, report);
      }
    }
    report.print(out);
  }

  /** By each wire, one after another. */
  private void compare(ImmutableList<Wire> wires, Path empty, IntakeRun run, Report report)
      throws IOException, CommandException, InterruptedException {
    MutableDoubleList betsEachSecond = DoubleLists.mutable.empty();
    for (Wire wire : wires) {
      try (TemporaryFolder folder = TemporaryFolder.make(empty, "run-")) {
        betsEachSecond.add(run.in(folder.path(), wire, report));
      }
    }
    if (isTls) {
      double part = betsEachSecond.getLast() / betsEachSecond.getFirst();
      report.add("bets/s by TLS, of plain, %", 0, 100 * part);
    }
  }

  /** Whatever changes on the machine meanwhile must not always meet the second one. */
  private static void compareWatched(
      int number, Path empty, IntakeRun run, Wire wire, Report report)
      throws IOException, CommandException, InterruptedException {
    boolean isWatchedFirst = number % 2 == 1;
    double first = watched(isWatchedFirst, empty, run, wire, report);
    double second = watched(!isWatchedFirst, empty, run, wire, report);
    double part = isWatchedFirst ? first / second : second / first;
    report.add("bets/s watched, of unwatched, %", 1, 100 * part);
  }

  private static double watched(
      boolean isWatched, Path empty, IntakeRun run, Wire wire, Report report)
      throws IOException, CommandException, InterruptedException {
    try (TemporaryFolder folder = TemporaryFolder.make(empty, "run-")) {
      return isWatched
          ? run.watched(folder.path(), wire, "watched: ", report)
          : run.in(folder.path(), new Wire("unwatched: ", wire.certificates()), report);
    }
  }

  /** Adds what the machine gives just now, to blocks as large as those an office has at hand. */
  private void addReferences(DiskReference disk, Report report)
      throws IOException, InterruptedException {
    int agencyBytes = isOneAtATime ? frameBytes : Math.max(frameBytes, READ_AHEAD_BYTES);
    int blockBytes = (int) Math.min(BLOCK_BYTES_MAX, (long) agencies * agencyBytes);
    double seconds = disk.forceSeconds(blockBytes);
    report.add(
        "disk: write and force %,d bytes, MB/s".formatted(blockBytes),
        0,
        blockBytes / 1e6 / seconds);
    report.add("disk: one such write and force, ms", 2, seconds * 1e3);
    report.add("loopback: plain bytes, MB/s", 0, WireReference.measure());
  }

  /** Every agency gets as many bets, and the first ones what is left. */
  private ImmutableList<BatchLoad> encoded() {
    long all = (long) bets + warmBets;
    int count = agencies;
    return Lists.immutable.fromStream(
        IntStream.rangeClosed(1, count)
            .parallel()
            .mapToObj(agency -> {
              long share = Math.max(1, all / count + (agency <= all % count ? 1 : 0));
              return new BatchLoad(agency, share, frameBytes, ROUND_BYTES);
            }));
  }
}
