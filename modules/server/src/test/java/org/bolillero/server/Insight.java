package org.bolillero.server;

import java.util.concurrent.Semaphore;

/** What nobody outside an office sees of it. */
public final class Insight {
  private Insight() {}

  /** The permits of those who are handled. */
  public static Semaphore permits(CentralOffice office) {
    return office.sessions().permits();
  }

  /** How much memory is taken by what was read ahead, and by large messages. */
  public static long readBytesTaken(CentralOffice office) {
    return office.sessions().readMemory().takenBytes();
  }
}
