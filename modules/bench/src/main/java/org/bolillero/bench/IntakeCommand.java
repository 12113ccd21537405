package org.bolillero.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;
import org.bolillero.console.Option;
import org.bolillero.protocol.Protocol;
import org.bolillero.storage.LogSettings;
import org.eclipse.collections.api.list.ImmutableList;
import org.eclipse.collections.impl.factory.Lists;

/** The command {@code bench intake}: how fast an office takes bets and acknowledges them. */
final class IntakeCommand extends Measurement {
  private static final int BETS_MAX = 1_000_000_000;

  /** So many bytes of batches an agency has before they come round again. */
  private static final int ROUND_BYTES = 1024 * 1024;

  /** What an office reads of one agency at most before it stores it. */
  private static final int READ_AHEAD_BYTES = 128 * 1024;

  private static final int BLOCK_BYTES_MAX = 4 * 1024 * 1024;

  private final Option<Integer> agencies =
      number("--agencies", 1, 1_000, 5, "Send from this many agencies at once.");

  private final Option<Integer> bets =
      number("--bets", 1, BETS_MAX, 5_000_000, "Send this many bets in all.");

  private final Option<Integer> warmBets =
      number("--warm-bets", 0, BETS_MAX, 0, "Send this many before, without taking the time.");

  private final Option<Integer> frameBytes =
      number(
          "--frame-bytes",
          Protocol.FRAME_BYTES_DEFAULT,
          Protocol.FRAME_BYTES_LIMIT,
          Protocol.FRAME_BYTES_DEFAULT,
          "Send frames of this size, and have the office allow them.");

  private final Option<Integer> segmentBytes =
      number(
          "--segment-bytes",
          LogSettings.SEGMENT_BYTES_MIN,
          LogSettings.SEGMENT_BYTES_MAX,
          LogSettings.SEGMENT_BYTES_DEFAULT,
          "Have the office keep its log in files of this size; it starts with one.");

  private final Option<Boolean> isOneAtATime =
      options()
          .flag("--one-at-a-time")
          .description("Wait for the acknowledgement of each batch before sending the next.");

  private final Option<Integer> rate =
      number("--rate", 0, BETS_MAX, 0, "Send so many bets a second in all; 0: without a limit.");

  /** With its own options. */
  IntakeCommand() {
    super(
        "intake",
        "Measure how fast an office takes bets.",
        "Each run starts a new office, sends it bets that were encoded before over real"
            + " connections, and takes the time from the first byte to the last acknowledgement."
            + " The office has just been started, so it is cold, unless --warm-bets says"
            + " otherwise.",
        "Each agency has a megabyte of batches, which come round again under new indexes.");
  }

  @Override
  void measure(Path empty, PrintWriter out)
      throws IOException, CommandException, InterruptedException {
    if (isOneAtATime.value() && rate.value() > 0) {
      throw new CommandException(ExitCode.USAGE, "expected --rate or --one-at-a-time, found both");
    }
    Pace pace = new Pace(isOneAtATime.value(), (double) rate.value() / agencies.value());
    List<String> officeOptions =
        List.of(
            "--frame-bytes-max=" + frameBytes.value(), "--segment-bytes=" + segmentBytes.value());
    double warmPart = warmBets.value() / ((double) bets.value() + warmBets.value());
    IntakeRun run = new IntakeRun(encoded(), pace, officeOptions, warmPart);
    out.printf(
        "%d agencies, %,d bets in frames of %,d bytes, %s, %s%n",
        agencies.value(),
        bets.value(),
        frameBytes.value(),
        isOneAtATime.value()
            ? "one at a time"
            : rate.value() > 0 ? "%,d bets/s".formatted(rate.value()) : "pipelined",
        warmBets.value() > 0 ? "after %,d others".formatted(warmBets.value()) : "cold");
    out.flush();
    Report report = new Report();
    try (DiskReference disk = new DiskReference(empty)) {
      for (int i = 0; i < runs(); i++) {
        try (WorkFolder folder = WorkFolder.in(empty)) {
          run.in(folder.path(), report);
        }
        addReferences(disk, report);
      }
    }
    report.print(out);
  }

  /** Adds what the machine gives just now, to blocks as large as those an office has at hand. */
  private void addReferences(DiskReference disk, Report report)
      throws IOException, InterruptedException {
    int agencyBytes =
        isOneAtATime.value() ? frameBytes.value() : Math.max(frameBytes.value(), READ_AHEAD_BYTES);
    int blockBytes = (int) Math.min(BLOCK_BYTES_MAX, (long) agencies.value() * agencyBytes);
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
    long all = (long) bets.value() + warmBets.value();
    int count = agencies.value();
    return Lists.immutable.fromStream(
        IntStream.rangeClosed(1, count)
            .parallel()
            .mapToObj(agency -> {
              long share = Math.max(1, all / count + (agency <= all % count ? 1 : 0));
              return new BatchLoad(agency, share, frameBytes.value(), ROUND_BYTES);
            }));
  }
}
