package org.bolillero.admin;

/**
 * What a request says before its body.
 *
 * @param method as it was written: methods have capitals
 * @param path as it was written, without a query
 * @param query what stands behind a question mark; empty if nothing does
 * @param isOld whether it is one of HTTP/1.0: its answer ends with the connection
 */
record RequestHead(String method, String path, String query, boolean isOld, Headers headers) {
  /** Whether nothing more is to come over this connection. */
  boolean isLast() {
    return isOld || headers.all("Connection").stream().anyMatch("close"::equalsIgnoreCase);
  }

  /** Whether its sender keeps the body back until it is told that it is wanted. */
  boolean expectsToContinue() {
    return !isOld && headers.all("Expect").stream().anyMatch("100-continue"::equalsIgnoreCase);
  }
}
