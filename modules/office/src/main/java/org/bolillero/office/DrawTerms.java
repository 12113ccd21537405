package org.bolillero.office;

import org.eclipse.collections.api.set.primitive.ImmutableIntSet;

/**
 * What is agreed on a draw before it begins.
 *
 * @param number tells this draw from others
 * @param agencies the agencies that the draw waits for
 * @param winningNumber the number that wins
 */
public record DrawTerms(int number, ImmutableIntSet agencies, int winningNumber) {}
