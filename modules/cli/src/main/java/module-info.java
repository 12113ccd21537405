/**
 * The one command of Bolillero: gathers the sub-commands of the other modules, and adds {@code
 * demo} and {@code generate}.
 *
 * <p>Start reading at {@link org.bolillero.cli.Bolillero}.
 */
@org.jspecify.annotations.NullMarked
module org.bolillero.cli {
  requires info.picocli;
  requires org.bolillero.client;
  requires org.bolillero.console;
  requires org.bolillero.lottery;
  requires org.bolillero.server;
  requires org.bolillero.storage;
  requires org.eclipse.collections.api;
  requires org.eclipse.collections.impl;
  requires static org.jspecify;

  opens org.bolillero.cli to
      info.picocli;
}
