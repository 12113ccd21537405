/** Draws and their lives: ledgers, the barrier, the ceremony, and what stands in the log. */
package org.bolillero.office;
