package org.bolillero.lottery;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.random.RandomGenerator;

/** The kinds of memory in which a batch may lie when it is read in place. */
enum Placement {
  HEAP,
  HEAP_BETWEEN_OTHERS,
  DIRECT,
  DIRECT_BETWEEN_OTHERS,
  READ_ONLY,
  LITTLE_ENDIAN;

  private static final int OTHERS = 13;
  private static final List<Placement> ALL = List.of(values());

  static Placement any(RandomGenerator random) {
    return ALL.get(random.nextInt(ALL.size()));
  }

  /** The bytes from position to limit, and no zeros around them. */
  ByteBuffer place(byte[] bytes) {
    return switch (this) {
      case HEAP -> ByteBuffer.wrap(bytes.clone());
      case HEAP_BETWEEN_OTHERS -> between(ByteBuffer.allocate(bytes.length + 2 * OTHERS), bytes);
      case DIRECT -> ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
      case DIRECT_BETWEEN_OTHERS ->
          between(ByteBuffer.allocateDirect(bytes.length + 2 * OTHERS), bytes);
      case READ_ONLY -> ByteBuffer.wrap(bytes.clone()).asReadOnlyBuffer();
      case LITTLE_ENDIAN -> ByteBuffer.wrap(bytes.clone()).order(ByteOrder.LITTLE_ENDIAN);
    };
  }

  private static ByteBuffer between(ByteBuffer target, byte[] bytes) {
    while (target.hasRemaining()) {
      target.put((byte) 0xEE);
    }
    return target.position(OTHERS).put(bytes).flip().position(OTHERS);
  }
}
