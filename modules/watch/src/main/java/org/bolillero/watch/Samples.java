package org.bolillero.watch;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.ToDoubleFunction;
import org.bolillero.office.AgencyStatus;
import org.bolillero.office.Draw;
import org.bolillero.office.DrawState;
import org.bolillero.office.Draws;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/** What the metrics of an office are now. Thread-safe. */
final class Samples {
  private final Tallies tallies;
  private final Draws draws;
  private final FreeSpace disk;
  private final Health health;
  private final Readings readings;

  Samples(Tallies tallies, Draws draws, FreeSpace disk, Health health, Readings readings) {
    this.tallies = tallies;
    this.draws = draws;
    this.disk = disk;
    this.health = health;
    this.readings = readings;
  }

  /** What a metric that is not a distribution is now. */
  ImmutableList<Sample> of(Metric metric) {
    return switch (metric) {
      case BUILD_INFO ->
          Lists.immutable.of(Sample.of(1, programVersion(), Runtime.version().toString()));
      case BETS_STORED -> Sample.single(tallies.betsStored());
      case BATCHES_REJECTED -> Sample.single(tallies.batchesRejected());
      case LOG_WRITTEN_BYTES -> Sample.single(tallies.writtenBytes());
      case LOG_QUEUED_BYTES -> Sample.single(draws.open().sumOfLong(Draw::queuedBytes));
      case DATA_FREE_BYTES -> freeBytes();
      case CONNECTIONS -> Sample.each(readings.connections());
      case CONNECTIONS_REFUSED -> Sample.each(tallies.refused());
      case CONNECTIONS_FAILED -> Sample.each(tallies.failed());
      case REQUESTS_WAITING -> Sample.single(readings.requestsWaiting());
      case WRITE_TIMEOUTS -> Sample.single(tallies.writeTimeouts());
      case AGENCIES -> draws.running().flatCollect(Samples::agencies);
      case DRAW_STATE -> draws.running().flatCollect(Samples::states);
      case DRAW_CLOSES -> draws.running().flatCollect(Samples::closes);
      case LOG_LINES_DROPPED -> Sample.single(readings.logLinesDropped());
      case CERTIFICATE_EXPIRY -> expiries();
      case RELOAD_SUCCESS -> Sample.single(tallies.isReloaded());
      case CHECK_SUCCESS ->
          health.ready().collect(each -> Sample.of(each.isGood() ? 1 : 0, each.check()));
      case LOG_FORCE_DURATION, LOG_GROUP_ENTRIES ->
          throw new IllegalArgumentException(metric + " is a distribution");
    };
  }

  private ImmutableList<Sample> freeBytes() {
    OptionalLong bytes = disk.bytes();
    return bytes.isPresent() ? Sample.single(bytes.getAsLong()) : Lists.immutable.empty();
  }

  /** What a metric is now that is a distribution. */
  Distribution distribution(Metric metric) {
    return switch (metric) {
      case LOG_FORCE_DURATION -> tallies.forceSeconds();
      case LOG_GROUP_ENTRIES -> tallies.groupEntries();
      default -> throw new IllegalArgumentException(metric + " is no distribution");
    };
  }

  /** All modules have the same version. There is none where the program does not run as modules. */
  private static String programVersion() {
    return Optional.ofNullable(Samples.class.getModule().getDescriptor())
        .flatMap(descriptor -> descriptor.rawVersion())
        .orElse("unknown");
  }

  private static ImmutableList<Sample> agencies(Draw draw) {
    var counts = draw.agenciesByState();
    return each(draw, AgencyStatus.State.values(), state -> counts.getOrDefault(state, 0));
  }

  private static ImmutableList<Sample> states(Draw draw) {
    DrawState now = draw.state();
    return each(draw, DrawState.values(), state -> state == now ? 1 : 0);
  }

  private static <E extends Enum<E>> ImmutableList<Sample> each(
      Draw draw, E[] states, ToDoubleFunction<E> value) {
    return Lists.immutable
        .withAll(Arrays.asList(states))
        .collect(state ->
            Sample.of(
                value.applyAsDouble(state), number(draw), state.name().toLowerCase(Locale.ROOT)));
  }

  private static ImmutableList<Sample> closes(Draw draw) {
    return draw.summary()
        .closesAt()
        .map(time -> Lists.immutable.of(Sample.of(seconds(time), number(draw))))
        .orElse(Lists.immutable.empty());
  }

  private static String number(Draw draw) {
    return Integer.toString(draw.terms().number());
  }

  private ImmutableList<Sample> expiries() {
    return UseExpiry.of(readings.certificates())
        .collect(each -> Sample.of(seconds(each.first()), each.use()));
  }

  private static double seconds(Instant time) {
    return time.getEpochSecond();
  }
}
