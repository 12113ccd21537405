package org.bolillero.integration;

/** What {@link CallOrder} checks, rule by rule, in the words of an assertion. */
enum OrderRule {
  STORED("an answer tells of bets only after the force that covers their entries has returned"),
  FINISHED("an answer tells of an end only after the force that covers its entry has returned"),
  WINNERS("winners leave only after the force that covers the result of the draw has returned"),
  SEAL("the result of the draw is written only after the force of the seal has returned"),
  ORDER("a segment gets its first entry only when every entry before it is forced"),
  ZEROS("a segment gets its first entry only when it is written to its end, and forced"),
  WHOLE("a segment gets its name only when it is written to its end, and forced"),
  NAME("a segment gets its first entry only when it has its name"),
  FOLDER("a segment gets its first entry only when its name and those above it are forced"),
  LOCK("nothing changes in a folder in which the process holds no lock"),
  UNCHANGED("an entry stays as it is"),
  KNOWN("files and answers are written only by calls that this check can follow");

  private final String promise;

  OrderRule(String promise) {
    this.promise = promise;
  }

  /** Says what was expected and what was found. */
  Broken broken(SystemCall call, String found) {
    return new Broken(this, "expected that %s; found %s (%s)".formatted(promise, found, call));
  }

  /** The rule is broken. */
  static final class Broken extends AssertionError {
    private static final long serialVersionUID = 1;

    private final OrderRule rule;

    private Broken(OrderRule rule, String message) {
      super(message);
      this.rule = rule;
    }

    OrderRule rule() {
      return rule;
    }
  }
}
