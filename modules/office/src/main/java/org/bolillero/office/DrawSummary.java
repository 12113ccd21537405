package org.bolillero.office;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A draw in a list of all of an office.
 *
 * @param number the number of the draw
 * @param state how far its life has come
 * @param agencies how many agencies it expects
 * @param settled how many of them have finished or were excused
 * @param bets how many bets it has
 * @param closesAt when the clock closes it, if that is agreed and it is still open
 * @param winningNumber the number of the latest result
 */
public record DrawSummary(
    int number,
    DrawState state,
    int agencies,
    int settled,
    long bets,
    Optional<Instant> closesAt,
    OptionalInt winningNumber) {}
