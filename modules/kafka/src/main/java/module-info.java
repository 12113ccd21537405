/**
 * The log of a draw, shared by several offices of which one leads at a time.
 *
 * <p>Promises: whoever reads the same records comes to the same entries, in the same order, each
 * once, whatever was sent twice, late, or by an office that does not lead any more.
 *
 * <p>Start reading at {@link org.bolillero.kafka.Terms}, the rule; the bytes are in {@link
 * org.bolillero.kafka.SharedRecord}.
 */
@org.jspecify.annotations.NullMarked
module org.bolillero.kafka {
  requires kafka.clients;
  requires transitive org.bolillero.storage;
  requires transitive org.eclipse.collections.api;
  requires org.eclipse.collections.impl;
  requires static org.jspecify;

  exports org.bolillero.kafka;

  provides org.bolillero.storage.SharedLogs.Provider with
      org.bolillero.kafka.KafkaLogs;
}
