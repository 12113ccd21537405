/** Settings, errors, log lines, termination and progress of a command-line program. */
package org.bolillero.console;
