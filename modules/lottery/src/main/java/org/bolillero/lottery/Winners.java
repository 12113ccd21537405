package org.bolillero.lottery;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.eclipse.collections.api.map.primitive.IntObjectMap;
import org.eclipse.collections.api.map.primitive.MutableIntObjectMap;
import org.eclipse.collections.impl.factory.primitive.IntObjectMaps;

/**
 * Who has won, agency by agency, in the order of the log. Immutable, and safe to share between
 * threads.
 *
 * <p>The documents of an agency's winners are kept as they are sent: {@code u8 length + document},
 * repeated. That is about nine bytes for each, so there can be very many.
 */
public final class Winners {
  private final IntObjectMap<Column> columns;

  private Winners(IntObjectMap<Column> columns) {
    this.columns = columns;
  }

  /**
   * {@return how many winners an agency has}
   *
   * @param agency the agency
   */
  public int count(int agency) {
    Column column = columns.get(agency);
    return column == null ? 0 : column.count;
  }

  /** {@return how many winners all agencies have} */
  public long total() {
    return columns.sumOfLong(column -> column.count);
  }

  /**
   * {@return the documents of an agency's winners in log order, as {@code u8 length + document},
   * repeated; a read-only view}
   *
   * @param agency the agency
   */
  public ByteBuffer documents(int agency) {
    Column column = columns.get(agency);
    return column == null
        ? ByteBuffer.allocate(0).asReadOnlyBuffer()
        : ByteBuffer.wrap(column.bytes, 0, column.size).asReadOnlyBuffer();
  }

  /**
   * {@return the digest of who has won: SHA-256 over {@code u32 agency | u32 count | u32 length of
   * what follows | documents} for each agency that has winners, in ascending order}
   */
  public Digest digest() {
    var sha256 = Digest.sha256();
    columns
        .keysView()
        .toSortedList()
        .forEach(agency -> {
          Column column = columns.get(agency);
          ByteBuffer header = ByteBuffer.allocate(12);
          header.putInt(agency).putInt(column.count).putInt(column.size);
          sha256.update(header.array());
          sha256.update(column.bytes, 0, column.size);
        });
    return Digest.finish(sha256);
  }

  /** Collects winners in log order. Not thread-safe. */
  public static final class Builder {
    private final MutableIntObjectMap<Column> columns = IntObjectMaps.mutable.empty();

    /** Starts without winners. */
    public Builder() {}

    /**
     * Adds the bets of a batch on the winning number.
     *
     * @param agency the agency whose batch it is
     * @param batch follows all batches added before
     * @param winningNumber the number
     */
    public void addFrom(int agency, BetBatch batch, int winningNumber) {
      batch.forEachDocument(
          winningNumber, document -> columns.getIfAbsentPut(agency, Column::new).add(document));
    }

    /**
     * Adds winners from a later part of the log.
     *
     * @param later the winners of that part; it must not be used afterwards
     * @return this builder
     */
    public Builder append(Builder later) {
      later.columns.forEachKeyValue(
          (agency, column) -> columns.getIfAbsentPut(agency, Column::new).append(column));
      return this;
    }

    /** {@return the winners; the builder must not be used afterwards} */
    public Winners build() {
      return new Winners(columns);
    }
  }

  /** The winners of one agency; grown by the builder, unchanged once built. */
  private static final class Column {
    private byte[] bytes = new byte[64];
    private int size;
    private int count;

    void add(ByteBuffer document) {
      int length = document.remaining();
      reserve(1 + length);
      bytes[size] = (byte) length;
      document.get(document.position(), bytes, size + 1, length);
      size += 1 + length;
      count++;
    }

    void append(Column later) {
      reserve(later.size);
      System.arraycopy(later.bytes, 0, bytes, size, later.size);
      size += later.size;
      count += later.count;
    }

    private void reserve(int more) {
      int needed = Math.addExact(size, more);
      if (needed > bytes.length) {
        bytes =
            Arrays.copyOf(
                bytes, (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(needed, 2L * bytes.length)));
      }
    }
  }
}
