/**
 * Coverage-guided fuzzing, and seeds of randomised tests, for the tests of the other modules. Not
 * shipped.
 *
 * <p>Start reading at {@link org.bolillero.fuzz.Fuzzer}: it keeps every input that makes the tested
 * code take a way that none took before, and makes new inputs out of those.
 */
@org.jspecify.annotations.NullMarked
module org.bolillero.fuzz {
  requires static org.jspecify;

  exports org.bolillero.fuzz;
}
