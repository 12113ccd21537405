package org.bolillero.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.IntStream;
import org.bolillero.console.Command;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;
import org.bolillero.console.ManualPage;
import org.bolillero.console.Option;
import org.bolillero.console.Options;
import org.bolillero.storage.LogSettings;
import org.eclipse.collections.api.list.ImmutableList;
import org.eclipse.collections.impl.factory.Lists;

/** The command {@code bench intake}: how fast an office takes bets and acknowledges them. */
final class IntakeCommand implements Command {
  private final Options options = new Options();

  /** What an office reads of one agency at most before it stores it. */
  private static final int READ_AHEAD_BYTES = 128 * 1024;

  private static final int BLOCK_BYTES_MAX = 4 * 1024 * 1024;

  private final Surroundings surroundings = new Surroundings(options);

  private final Option<Integer> agencies =
      options
          .number("--agencies", 1, 1_000)
          .label("N")
          .byDefault(5)
          .description("Send from this many agencies at once.");

  private final Option<Long> bets =
      options
          .count("--bets", 1, 1_000_000_000)
          .label("N")
          .byDefault(5_000_000L)
          .description("Send this many bets in all.");

  private final Option<Long> warmBets =
      options
          .count("--warm-bets", 0, 1_000_000_000)
          .label("N")
          .byDefault(0L)
          .description("Send the office this many bets before, without taking the time.");

  private final FrameLimit frame = new FrameLimit(options);

  private final Option<Integer> segmentBytes =
      options
          .number("--segment-bytes", LogSettings.SEGMENT_BYTES_MIN, LogSettings.SEGMENT_BYTES_MAX)
          .label("N")
          .byDefault(LogSettings.SEGMENT_BYTES_DEFAULT)
          .description(
              "Have the office keep its log in files of this size. The first one is made before"
                  + " the clock starts.");

  private final Option<Boolean> isOneAtATime =
      options
          .flag("--one-at-a-time")
          .description("Wait for the acknowledgement of each batch before sending the next.");

  private final Option<Long> rate =
      options
          .count("--rate", 0, 1_000_000_000)
          .label("N")
          .byDefault(0L)
          .description(
              "Send this many bets a second, all agencies together, and no more.",
              "0: as many as the office takes.");

  @Override
  public ManualPage page() {
    return new ManualPage(
        "intake",
        "Measure how fast an office takes bets.",
        List.of(
            "Each run starts a new office, sends it bets that were encoded before over real"
                + " connections, and takes the time from the first byte to the last"
                + " acknowledgement. The office has just been started, so it is cold, unless"
                + " --warm-bets says otherwise.",
            "Each agency has a megabyte of batches, which come round again and again under new"
                + " indexes."),
        List.of(
            "  bolillero bench intake --frame-bytes 65536",
            "  bolillero bench intake --one-at-a-time --bets 1000000",
            "  bolillero bench intake --rate 500000"),
        List.of(ExitCode.UNREACHABLE, ExitCode.REFUSED, ExitCode.STORAGE_FAILED));
  }

  @Override
  public Options options() {
    return options;
  }

  @Override
  public ExitCode run(PrintWriter out) throws CommandException, InterruptedException {
    if (isOneAtATime.value() && rate.value() > 0) {
      throw new CommandException(ExitCode.USAGE, "expected --rate or --one-at-a-time, found both");
    }
    return surroundings.measure(page(), out, this::measure);
  }

  private void measure(WorkFolder folder, PrintWriter out)
      throws IOException, CommandException, InterruptedException {
    ImmutableList<BatchLoad> loads = encode();
    long bytes = loads.sumOfLong(load -> load.bytes(0, load.count()));
    out.printf(
        "%d agencies, %,d bets in frames of %,d bytes, %.1f bytes a bet, %s, %s%n",
        agencies.value(),
        bets.value(),
        frame.bytes(),
        (double) bytes / (bets.value() + warmBets.value()),
        isOneAtATime.value()
            ? "one at a time"
            : rate.value() > 0 ? "%,d bets/s".formatted(rate.value()) : "pipelined",
        warmBets.value() > 0 ? "after %,d others".formatted(warmBets.value()) : "cold");
    out.flush();
    IntakeRun run =
        new IntakeRun(
            Launcher.find(),
            loads,
            new Pace(isOneAtATime.value(), (double) rate.value() / agencies.value()),
            officeOptions(),
            (double) warmBets.value() / (bets.value() + warmBets.value()));
    IntakeReport report = new IntakeReport(blockBytes());
    try (DiskReference disk = new DiskReference(folder.path())) {
      for (int i = 0; i < surroundings.runs(); i++) {
        report.addReferences(disk);
        try (WorkFolder each = WorkFolder.in(folder.path())) {
          report.add(run.in(each.path()));
        }
      }
    }
    report.print(out);
  }

  /** What the office can have at hand to write at once. */
  private int blockBytes() {
    int agencyBytes =
        isOneAtATime.value() ? frame.bytes() : Math.max(frame.bytes(), READ_AHEAD_BYTES);
    return (int) Math.min(BLOCK_BYTES_MAX, (long) agencies.value() * agencyBytes);
  }

  private ImmutableList<BatchLoad> encode() {
    return Lists.immutable.fromStream(
        IntStream.rangeClosed(1, agencies.value())
            .parallel()
            .mapToObj(agency -> new BatchLoad(agency, share(agency), frame.bytes())));
  }

  private List<String> officeOptions() {
    return Lists.mutable
        .withAll(frame.officeOptions())
        .with("--segment-bytes")
        .with(segmentBytes.value().toString());
  }

  /** Every agency gets as many, and the first ones what is left. */
  private long share(int agency) {
    long all = bets.value() + warmBets.value();
    return Math.max(1, all / agencies.value() + (agency <= all % agencies.value() ? 1 : 0));
  }
}
