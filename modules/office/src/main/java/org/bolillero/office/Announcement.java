package org.bolillero.office;

import org.bolillero.lottery.Winners;

/**
 * What the agencies are told of a draw.
 *
 * @param winners the winners of all agencies
 * @param isCorrection whether agencies may have been told of others before
 */
public record Announcement(Winners winners, boolean isCorrection) {}
