/**
 * What the tests of the other modules share: coverage-guided fuzzing, seeds of randomised tests,
 * and patience. Not shipped.
 *
 * <p>Start reading at {@link org.bolillero.fuzz.Fuzzer}: it keeps every input that makes the tested
 * code take a way that none took before, and makes new inputs out of those.
 */
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"}) // Awaitility is one.
@org.jspecify.annotations.NullMarked
module org.bolillero.fuzz {
  requires transitive awaitility;
  requires static org.jspecify;

  exports org.bolillero.fuzz;
}
