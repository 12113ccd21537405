package org.bolillero.console;

import java.security.Security;

/** How names of machines are looked up in this JVM. Thread-safe. */
public final class NameLookup {
  private NameLookup() {}

  /**
   * Has each name be looked up each time, so that one that was corrected is seen at once. The JVM
   * would keep addresses for half a minute, and failed lookups for ten seconds. It reads these
   * properties once, at its first lookup of any name, so this must come first.
   */
  public static void cacheNothing() {
    Security.setProperty("networkaddress.cache.ttl", "0");
    Security.setProperty("networkaddress.cache.negative.ttl", "0");
  }
}
