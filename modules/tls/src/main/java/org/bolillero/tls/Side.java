package org.bolillero.tls;

/** Which end of a connection somebody is, and so what the certificate must be good for. */
enum Side {
  OFFICE("serverAuth", "1.3.6.1.5.5.7.3.1"),
  CLIENT("clientAuth", "1.3.6.1.5.5.7.3.2");

  private final String usage;
  private final String usageId;

  Side(String usage, String usageId) {
    this.usage = usage;
    this.usageId = usageId;
  }

  /** The name of the extended key usage. */
  String usage() {
    return usage;
  }

  /** The object identifier of the extended key usage. */
  String usageId() {
    return usageId;
  }

  Side other() {
    return this == OFFICE ? CLIENT : OFFICE;
  }
}
