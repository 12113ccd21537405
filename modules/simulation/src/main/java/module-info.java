/**
 * A simulated disk, and threads that run in a chosen order, for the tests of the other modules. Not
 * shipped.
 *
 * <p>Start reading at {@link org.bolillero.simulation.SimulatedMachine}; {@code docs/simulation.md}
 * explains the idea in five minutes.
 */
@org.jspecify.annotations.NullMarked
module org.bolillero.simulation {
  requires static org.jspecify;

  exports org.bolillero.simulation;
}
