package org.bolillero.office;

/**
 * Where an agency stands.
 *
 * @param total its bets
 * @param finished whether it has finished
 * @param lastEntry the entry of the log that must be durable before this may be told
 */
public record Standing(DrawEvent.AgencyTotal total, boolean finished, long lastEntry) {}
