/**
 * The one command: it gathers the commands of the other modules and adds those that need several of
 * them.
 *
 * <p>Start reading at {@code Bolillero}, the list of commands.
 */
@org.jspecify.annotations.NullMarked
module org.bolillero.cli {
  requires info.picocli;
  requires org.bolillero.client;
  requires org.bolillero.console;
  requires org.bolillero.server;
  requires static org.jspecify;

  opens org.bolillero.cli to
      info.picocli;
}
