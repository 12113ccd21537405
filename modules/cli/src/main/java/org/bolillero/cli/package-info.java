/** The one command, and the commands that need several modules. */
package org.bolillero.cli;
