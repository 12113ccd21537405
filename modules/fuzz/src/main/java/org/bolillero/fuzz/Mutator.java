package org.bolillero.fuzz;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Makes inputs out of others. */
final class Mutator {
  /** Where lengths, counts and signs have their edges. */
  private static final long[] EDGES = {
    0,
    1,
    -1,
    2,
    4,
    16,
    17,
    64,
    65,
    127,
    128,
    255,
    256,
    1024,
    8188,
    8189,
    8192,
    9999,
    10_000,
    0x7FFF,
    0x8000,
    0xFFFF,
    0x10000,
    0xFFFFF,
    0x100000,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    Long.MAX_VALUE,
    Long.MIN_VALUE
  };

  private static final int SIZE_MAX = 24 * 1024;

  private final RandomGenerator random;
  private final List<byte[]> words;

  Mutator(RandomGenerator random, List<byte[]> words) {
    this.random = random;
    this.words = words;
  }

  /** Something near {@code input}, perhaps with a part of {@code other} in it. */
  byte[] mutated(byte[] input, byte[] other) {
    byte[] result = input.clone();
    do {
      result = once(result, other);
    } while (random.nextInt(3) > 0);
    return result.length > SIZE_MAX ? Arrays.copyOf(result, SIZE_MAX) : result;
  }

  private byte[] once(byte[] input, byte[] other) {
    int at = random.nextInt(input.length + 1);
    int length = length(input.length - at);
    return switch (random.nextInt(9)) {
      case 0 -> changed(input, at, value -> value ^ 1 << random.nextInt(8));
      case 1 -> changed(input, at, _ -> random.nextInt());
      case 2 -> changed(input, at, value -> value + random.nextInt(-8, 9));
      case 3 -> spliced(input, at, length, new byte[0]);
      case 4 -> spliced(input, at, 0, randomBytes());
      case 5 -> spliced(input, at, random.nextBoolean() ? length : 0, part(other));
      case 6 -> spliced(input, at, 0, part(input));
      case 7 -> {
        byte[] edge = edge();
        yield spliced(input, at, random.nextInt(4) > 0 ? edge.length : 0, edge);
      }
      default -> {
        byte[] word = words.isEmpty() ? edge() : words.get(random.nextInt(words.size()));
        yield spliced(input, at, random.nextBoolean() ? word.length : 0, word);
      }
    };
  }

  private interface Change {
    int of(byte value);
  }

  private static byte[] changed(byte[] input, int at, Change change) {
    if (at < input.length) {
      input[at] = (byte) change.of(input[at]);
    }
    return input;
  }

  /** With {@code removed} bytes replaced by others. */
  private static byte[] spliced(byte[] input, int at, int removed, byte[] inserted) {
    int end = Math.min(input.length, at + removed);
    byte[] result = Arrays.copyOf(input, at + inserted.length + input.length - end);
    System.arraycopy(inserted, 0, result, at, inserted.length);
    System.arraycopy(input, end, result, at + inserted.length, input.length - end);
    return result;
  }

  private byte[] part(byte[] source) {
    int from = random.nextInt(source.length + 1);
    return Arrays.copyOfRange(source, from, from + length(source.length - from));
  }

  /** Mostly short. */
  private int length(int most) {
    return random.nextInt(random.nextBoolean() ? Math.min(most, 8) + 1 : most + 1);
  }

  private byte[] randomBytes() {
    byte[] bytes = new byte[random.nextInt(1, 9)];
    random.nextBytes(bytes);
    return bytes;
  }

  /** A big-endian number of 1, 2, 4 or 8 bytes. */
  private byte[] edge() {
    long value = EDGES[random.nextInt(EDGES.length)];
    byte[] bytes = new byte[1 << random.nextInt(4)];
    for (int i = bytes.length - 1; i >= 0; i--) {
      bytes[i] = (byte) value;
      value >>= 8;
    }
    return bytes;
  }
}
