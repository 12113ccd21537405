/**
 * Measures the office and the agency, and beside them what the disk, the wire and the memory of the
 * same machine give.
 *
 * <p>Start reading at {@code Bench} (the list of commands), go on with {@code IntakeCommand} and
 * {@code IntakeRun}, which the other commands resemble, then {@code Report} (what is printed) and
 * {@code DiskReference}, {@code WireReference} and {@code ReadReference} (what it is compared
 * with).
 */
package org.bolillero.bench;
