package org.bolillero.office;

import org.bolillero.lottery.Digest;

/**
 * The latest result of a draw.
 *
 * @param number the winning number
 * @param winners how many bets have won, of all agencies
 * @param digest the digest of the winners, see {@link org.bolillero.lottery.Winners#digest}
 * @param isCorrection whether it takes the place of an earlier result
 */
public record DrawResult(int number, long winners, Digest digest, boolean isCorrection) {}
