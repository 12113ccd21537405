package org.bolillero.tls;

/**
 * Bounds the records that bring no data after the handshake: empty ones, new keys, new tickets. An
 * honest end sends some at the beginning and some for each so many gigabytes.
 *
 * <p>Owned by the thread that reads.
 */
final class QuietRecords {
  static final int ALLOWED = 32;
  private static final int DATA_BYTES_FOR_EACH = 1024 * 1024;

  private int count;
  private long dataBytes;

  void data(int bytes) {
    dataBytes += bytes;
  }

  void quiet() throws TlsException {
    count++;
    if (count > ALLOWED + dataBytes / DATA_BYTES_FOR_EACH) {
      throw new TlsException(
          "expected data, found more than %d records of TLS without any".formatted(count - 1));
    }
  }
}
