package org.bolillero.integration;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * What a {@link FaultyProxy} does to one connection, in either direction. Made from a seed: the
 * same seed always makes the same plan.
 */
record FaultPlan(Way toOffice, Way toAgency) {
  /** Passes on everything as it comes. */
  static final FaultPlan NONE = new FaultPlan(Way.CLEAR, Way.CLEAR);

  private static final List<End> TO_AGENCY = List.of(End.CLOSE, End.RESET, End.DROP);
  private static final List<End> TO_OFFICE = List.of(End.CLOSE, End.RESET, End.DROP, End.LATE);

  /** How a connection ends before its time. */
  enum End {
    /** It does not. */
    NONE,
    /** Both sides are closed. */
    CLOSE,
    /** Both sides are reset. */
    RESET,
    /** What comes from here on is lost, and a moment later the connection is. */
    DROP,
    /** The agency has lost the connection; what it had sent arrives a moment later all the same. */
    LATE
  }

  /**
   * A place in a stream of frames: so many bytes after the end of frame number {@code frames}, or,
   * if that is 0, after the start.
   */
  record Place(int frames, int bytes) {}

  /**
   * One direction.
   *
   * @param pieceBytes what is read at once is passed on in pieces of this size
   * @param delayMillis how long what is read at once is held back
   * @param end how it ends
   * @param place where it ends
   */
  record Way(int pieceBytes, int delayMillis, End end, Place place) {
    static final Way CLEAR = new Way(Integer.MAX_VALUE, 0, End.NONE, new Place(0, 0));

    /** This one, but ending somewhere. */
    Way ending(End newEnd, int frames, int bytes) {
      return new Way(pieceBytes, delayMillis, newEnd, new Place(frames, bytes));
    }
  }

  /** Ends the direction to the office; the other one is clear. */
  static FaultPlan toOffice(End end, int frames, int bytes) {
    return new FaultPlan(Way.CLEAR.ending(end, frames, bytes), Way.CLEAR);
  }

  /** Ends the direction to the agency; the other one is clear. */
  static FaultPlan toAgency(End end, int frames, int bytes) {
    return new FaultPlan(Way.CLEAR, Way.CLEAR.ending(end, frames, bytes));
  }

  /** The plan of a connection that ends somewhere in one of its directions. */
  static FaultPlan ending(long seed, int connection) {
    RandomGenerator random = new SplittableRandom(seed + 31L * connection);
    FaultPlan plan = new FaultPlan(pace(random), pace(random));
    if (random.nextBoolean()) {
      return new FaultPlan(ending(plan.toOffice, TO_OFFICE, random), plan.toAgency);
    }
    return new FaultPlan(plan.toOffice, ending(plan.toAgency, TO_AGENCY, random));
  }

  /** The plan of a connection that is perhaps slow and in pieces, but does not end. */
  static FaultPlan lasting(long seed, int connection) {
    RandomGenerator random = new SplittableRandom(seed + 31L * connection);
    return new FaultPlan(pace(random), pace(random));
  }

  private static Way pace(RandomGenerator random) {
    int piece =
        switch (random.nextInt(4)) {
          case 0 -> 1;
          case 1 -> random.nextInt(2, 100);
          default -> Integer.MAX_VALUE;
        };
    int delay = random.nextInt(4) == 0 ? random.nextInt(1, 4) : 0;
    return new Way(piece, delay, End.NONE, Way.CLEAR.place);
  }

  /** Ends somewhere, after few bytes as often as after many, or, more often, at a frame's end. */
  private static Way ending(Way pace, List<End> ends, RandomGenerator random) {
    End end = ends.get(random.nextInt(ends.size()));
    return random.nextInt(3) == 0
        ? pace.ending(end, 0, random.nextInt(1 << random.nextInt(13)))
        : pace.ending(end, 1 + random.nextInt(1 << random.nextInt(4)), random.nextInt(-1, 2));
  }
}
