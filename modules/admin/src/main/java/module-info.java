/**
 * The officials' side of the office: an HTTP interface through which people open draws, decide on
 * them, and see how they are; and a page that shows the office to browsers.
 *
 * <p>Promises: nothing is changed without the token that stands in the office's data folder; a page
 * of another site cannot make a browser decide anything; whatever somebody sends, the office goes
 * on.
 *
 * <p>Start reading at {@link org.bolillero.admin.AdminServer}.
 */
@org.jspecify.annotations.NullMarked
module org.bolillero.admin {
  requires com.google.gson;
  requires transitive org.bolillero.office;
  requires transitive org.bolillero.tls;
  requires transitive org.bolillero.watch;
  requires transitive org.eclipse.collections.api;
  requires static org.jspecify;

  exports org.bolillero.admin;
}
