package org.bolillero.integration;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.function.IntSupplier;
import java.util.random.RandomGenerator;
import org.bolillero.client.Agency;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;

/**
 * A real agency behind a faulty proxy. When it has given up or was ended, it is started again with
 * another batch size, until it has its winners.
 */
final class RandomAgency implements Callable<Optional<List<String>>> {
  /** What its user does when the agency is superseded. */
  enum Temper {
    /** It does not run twice; only remains of its earlier runs can supersede it. */
    ALONE,
    /** Starts it again. */
    STUBBORN,
    /** Leaves the draw to the other run. */
    YIELDING
  }

  private final int agency;
  private final Path file;
  private final IntSupplier officePort;
  private final Temper temper;
  private final Faults faults;
  private final long seed;
  private final List<String> more;
  private final RandomGenerator random;
  private int lives;

  RandomAgency(
      int agency,
      Path file,
      IntSupplier officePort,
      Temper temper,
      Faults faults,
      long seed,
      List<String> more) {
    this.agency = agency;
    this.file = file;
    this.officePort = officePort;
    this.temper = temper;
    this.faults = faults;
    this.seed = seed;
    this.more = more;
    this.random = new SplittableRandom(seed);
  }

  /** {@return the documents of the winners; empty if it was left to another run} */
  @Override
  public Optional<List<String>> call() throws Exception {
    // The pauses of an agency that comes back by itself grow, so it loses fewer connections.
    boolean isPatient = random.nextBoolean();
    int lost = random.nextInt(isPatient ? 4 : 12);
    try (FaultyProxy proxy =
        new FaultyProxy(
            officePort,
            i -> i < lost ? FaultPlan.ending(seed, i) : FaultPlan.lasting(seed, i),
            faults)) {
      while (true) {
        // Another batch size in each life.
        RealAgency run = new RealAgency(agency, proxy.address(), 1 << random.nextInt(8), more);
        try (Agency life = run.make(isPatient ? Duration.ofMinutes(1) : Duration.ZERO)) {
          return Optional.of(winners(run, life));
        } catch (CommandException e) {
          if (temper == Temper.YIELDING && isSuperseded(e)) {
            return Optional.empty();
          }
          requireExpected(e);
          lives++;
        }
      }
    }
  }

  /** Some lives end in the middle of the file. */
  private List<String> winners(RealAgency run, Agency life) throws CommandException {
    long bytesMax = lives < 3 && random.nextInt(3) == 0 ? random.nextInt(10_000) : Long.MAX_VALUE;
    return run.winners(
        life,
        file,
        bytes -> {
          if (bytes > bytesMax) {
            life.close();
          }
        });
  }

  private void requireExpected(CommandException e) throws CommandException {
    boolean mayBeSuperseded = temper == Temper.STUBBORN || lives > 0;
    if (e.exitCode() == ExitCode.UNREACHABLE) {
      assertFalse(says(e, "does not speak as an office does"), e::toString);
    } else if (e.exitCode() != ExitCode.INTERRUPTED && !(mayBeSuperseded && isSuperseded(e))) {
      throw e;
    }
  }

  private static boolean isSuperseded(CommandException e) {
    return e.exitCode() == ExitCode.REFUSED && says(e, "SUPERSEDED");
  }

  private static boolean says(CommandException e, String text) {
    return String.valueOf(e.getMessage()).contains(text);
  }
}
