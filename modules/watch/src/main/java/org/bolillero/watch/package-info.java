/** Figures, metrics and health of a running office. */
package org.bolillero.watch;
