package org.bolillero.storage;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * CRC-32C checksums, and how to combine the checksums of two parts into that of the whole.
 *
 * <p>A session thread computes the checksum of the payload. Only the committer knows the header; it
 * combines the header's checksum with the payload's, which takes a few shifts, and never reads the
 * payload again. The method is that of zlib's {@code crc32_combine}, with the polynomial of CRC-32C
 * (Castagnoli, RFC 3720 appendix B.4): appending {@code n} bytes multiplies a checksum by {@code
 * x^(8n)} modulo the polynomial.
 */
final class Crc32c {
  /** The polynomial in reversed bit order: the coefficient of x^0 is the highest bit. */
  private static final int POLYNOMIAL = 0x82F63B78;

  private static final int ONE = 1 << 31;

  /** x^(2^i) modulo the polynomial. */
  private static final int[] POWERS = new int[64];

  static {
    POWERS[0] = 1 << 30;
    for (int i = 1; i < POWERS.length; i++) {
      POWERS[i] = multiply(POWERS[i - 1], POWERS[i - 1]);
    }
  }

  private Crc32c() {}

  /** The checksum of the bytes that remain in a buffer. Leaves its position unchanged. */
  static int of(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.duplicate());
    return (int) crc.getValue();
  }

  /** The checksum of two parts, one after the other. */
  static int combine(int first, int second, int secondBytes) {
    int shift = ONE;
    int power = 3; // A byte is 2^3 bits.
    for (int rest = secondBytes; rest != 0; rest >>>= 1) {
      if ((rest & 1) != 0) {
        shift = multiply(POWERS[power], shift);
      }
      power++;
    }
    return multiply(shift, first) ^ second;
  }

  /** The product of two polynomials modulo the polynomial. */
  private static int multiply(int a, int b) {
    int product = 0;
    int factor = b;
    for (int bit = ONE; bit != 0; bit >>>= 1) {
      if ((a & bit) != 0) {
        product ^= factor;
      }
      factor = (factor & 1) == 0 ? factor >>> 1 : (factor >>> 1) ^ POLYNOMIAL;
    }
    return product;
  }
}
