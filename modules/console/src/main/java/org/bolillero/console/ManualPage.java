package org.bolillero.console;

import java.util.List;

/**
 * What the help of a command says of it, but for its options.
 *
 * @param name what a user types
 * @param header what it does, in one short sentence
 * @param description more of it, in paragraphs
 * @param examples lines, each with two spaces before it
 * @param exitCodes how it can end besides the ways in which every command can; in any order
 */
public record ManualPage(
    String name,
    String header,
    List<String> description,
    List<String> examples,
    List<ExitCode> exitCodes) {
  /** Copies the lists. */
  public ManualPage {
    description = List.copyOf(description);
    examples = List.copyOf(examples);
    exitCodes = List.copyOf(exitCodes);
  }
}
