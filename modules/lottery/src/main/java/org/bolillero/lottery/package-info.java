/** Bets, batches of bets, their rules, their digest, and the winners of a draw. */
package org.bolillero.lottery;
