package org.bolillero.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;
import org.bolillero.console.ExitCodes;
import org.bolillero.console.Range;
import org.eclipse.collections.api.list.ImmutableList;
import org.eclipse.collections.impl.factory.Lists;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code bench intake}: how fast an office takes bets and acknowledges them. */
@Command(
    name = "intake",
    header = "Measure how fast an office takes bets.",
    description = {
      "Each run starts a new office, sends it bets that were encoded before over real connections,"
          + " and takes the time from the first byte to the last acknowledgement. The office has"
          + " just been started, so it is cold, unless --warm-bets says otherwise.",
      "All bets are kept in memory outside the heap, 36 bytes each. There may be as much of it as"
          + " of heap, which is a quarter of the machine's memory unless a JVM is told otherwise."
    },
    footer = {
      "  bolillero bench intake --frame-bytes 65536",
      "  bolillero bench intake --one-at-a-time --bets 1000000",
      "  bolillero bench intake --rate 500000"
    })
@ExitCodes({ExitCode.UNREACHABLE, ExitCode.REFUSED, ExitCode.STORAGE_FAILED})
final class IntakeCommand implements Callable<Integer> {
  /** Of a bet in a frame, rounded up, with what is kept about the frames. */
  private static final long BET_BYTES = 40;

  /** What an office reads of one agency at most before it stores it. */
  private static final int READ_AHEAD_BYTES = 128 * 1024;

  private static final int BLOCK_BYTES_MAX = 4 * 1024 * 1024;

  @Mixin private Surroundings surroundings;

  @Option(
      names = "--agencies",
      paramLabel = "N",
      defaultValue = "5",
      description = "Send from this many agencies at once.")
  @Range(min = 1, max = 1_000)
  private int agencies;

  @Option(
      names = "--bets",
      paramLabel = "N",
      defaultValue = "5000000",
      description = "Send this many bets in all.")
  @Range(min = 1, max = 1_000_000_000)
  private long bets;

  @Option(
      names = "--warm-bets",
      paramLabel = "N",
      defaultValue = "0",
      description = "Send the office this many bets before, without taking the time.")
  @Range(min = 0, max = 1_000_000_000)
  private long warmBets;

  @Mixin private FrameLimit frame;

  @Option(
      names = "--one-at-a-time",
      description = "Wait for the acknowledgement of each batch before sending the next.")
  private boolean isOneAtATime;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "0",
      description = {
        "Send this many bets a second, all agencies together, and no more.",
        "0: as many as the office takes."
      })
  @Range(min = 0, max = 1_000_000_000)
  private long rate;

  private IntakeCommand() {}

  @Override
  public Integer call() throws CommandException, InterruptedException {
    if (isOneAtATime && rate > 0) {
      throw new CommandException(ExitCode.USAGE, "expected --rate or --one-at-a-time, found both");
    }
    long bytes = (bets + warmBets) * BET_BYTES;
    if (bytes > Runtime.getRuntime().maxMemory()) {
      throw new CommandException(
          ExitCode.USAGE,
          "--bets: expected fewer; %d MB of frames do not fit into %d MB of memory"
              .formatted(bytes >> 20, Runtime.getRuntime().maxMemory() >> 20));
    }
    return surroundings.measure(this::measure);
  }

  private void measure(WorkFolder folder, PrintWriter out)
      throws IOException, CommandException, InterruptedException {
    ImmutableList<EncodedFrames> loads = encode();
    long bytes = loads.sumOfLong(load -> load.bytes(0, load.count()));
    out.printf(
        "%d agencies, %,d bets in frames of %,d bytes, %.1f bytes a bet, %s, %s%n",
        agencies,
        bets,
        frame.bytes(),
        (double) bytes / (bets + warmBets),
        isOneAtATime ? "one at a time" : rate > 0 ? "%,d bets/s".formatted(rate) : "pipelined",
        warmBets > 0 ? "after %,d others".formatted(warmBets) : "cold");
    out.flush();
    IntakeRun run =
        new IntakeRun(
            Launcher.find(),
            loads,
            new Pace(isOneAtATime, (double) rate / agencies),
            frame.officeOptions(),
            (double) warmBets / (bets + warmBets));
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
    int agencyBytes = isOneAtATime ? frame.bytes() : Math.max(frame.bytes(), READ_AHEAD_BYTES);
    return (int) Math.min(BLOCK_BYTES_MAX, (long) agencies * agencyBytes);
  }

  private ImmutableList<EncodedFrames> encode() {
    return Lists.immutable.fromStream(
        IntStream.rangeClosed(1, agencies)
            .parallel()
            .mapToObj(agency -> new EncodedFrames(agency, share(agency), frame.bytes())));
  }

  /** Every agency gets as many, and the first ones what is left. */
  private long share(int agency) {
    long all = bets + warmBets;
    return Math.max(1, all / agencies + (agency <= all % agencies ? 1 : 0));
  }
}
