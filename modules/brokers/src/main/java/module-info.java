/**
 * Brokers of Apache Kafka on this machine, each in a process of its own, for the tests of the other
 * modules: they can be killed, stopped for a while and started again. Not shipped.
 *
 * <p>Start reading at {@link org.bolillero.brokers.Brokers}.
 */
@org.jspecify.annotations.NullMarked
module org.bolillero.brokers {
  requires static org.jspecify;

  exports org.bolillero.brokers;
}
