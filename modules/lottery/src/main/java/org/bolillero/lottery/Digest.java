package org.bolillero.lottery;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A SHA-256 digest: an immutable value, which {@link #toString} writes in hexadecimal. */
public final class Digest {
  /** The length of a digest in bytes. */
  public static final int BYTES = 32;

  private final byte[] value;

  private Digest(byte[] value) {
    this.value = value;
  }

  /**
   * {@return the digest at the position of a buffer}
   *
   * @param source the buffer, whose position advances by 32
   * @throws java.nio.BufferUnderflowException if fewer than 32 bytes remain
   */
  public static Digest readFrom(ByteBuffer source) {
    byte[] value = new byte[BYTES];
    source.get(value);
    return new Digest(value);
  }

  /**
   * {@return the SHA-256 of what remains in a buffer}
   *
   * @param bytes the bytes to digest; the position does not change
   */
  public static Digest of(ByteBuffer bytes) {
    MessageDigest sha256 = sha256();
    sha256.update(bytes.duplicate());
    return finish(sha256);
  }

  /** Finishes a running SHA-256, and resets it. */
  static Digest finish(MessageDigest sha256) {
    return new Digest(sha256.digest());
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /**
   * Writes the digest.
   *
   * @param target the buffer, whose position advances by 32
   * @throws java.nio.BufferOverflowException if it has less room
   */
  public void writeTo(ByteBuffer target) {
    target.put(value);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Digest that && MessageDigest.isEqual(value, that.value);
  }

  @Override
  public int hashCode() {
    return ByteBuffer.wrap(value).getInt();
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(value);
  }
}
