package org.bolillero.simulation;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Stands between the log of one process and its disk, and recognises what the log does there. A
 * subclass is a fault that the log could have, as the disk would see it; this class has none.
 *
 * <p>It reads the format of {@code docs/log-format.md} by itself. All segments have {@link
 * #SEGMENT_BYTES}.
 */
public class FaultyFolder implements Folder {
  /** The size of every segment of a simulated log. */
  public static final int SEGMENT_BYTES = 4096;

  static final int SEGMENT_HEADER_BYTES = 64;
  private static final int ENTRY_HEADER_BYTES = 32;
  private static final int CHAIN_BITS = 24;

  final Folder disk;
  private @Nullable Readers readers;

  /** The checksum of the last entry that was written, if a fault has changed it. */
  private @Nullable Integer changed;

  /** A folder without a fault. */
  public FaultyFolder(Folder disk) {
    this.disk = disk;
  }

  /** The readers of a log, who see what it has published. */
  public interface Readers {
    /** Lets them read the current segment up to an offset, where an entry ends. */
    void publish(int endOffset, long lastNumber);
  }

  /** To be called after recovery: from now on groups are written. */
  public final void serve(Readers all) {
    readers = all;
  }

  /** Lets readers see what was written to a file. */
  final void publish(FaultyFile file) {
    requireNonNull(readers, "readers").publish(file.end, file.lastNumber);
  }

  private boolean isServing() {
    return readers != null;
  }

  /** Forces a part of a segment that is being prepared. */
  protected void forcePrepared(FaultyFile file) throws IOException {
    file.real.force();
  }

  /** Forces what recovery has repaired. */
  protected void forceMended(FaultyFile file) throws IOException {
    file.real.force();
  }

  /** Forces a group of entries. */
  protected void forceGroup(FaultyFile file) throws IOException {
    file.real.force();
  }

  /** Writes to a segment that recovery repairs. */
  protected int writeMended(FaultyFile file, ByteBuffer source, long position) throws IOException {
    return file.real.write(source, position);
  }

  /** Writes whole entries. */
  protected int writeGroup(FaultyFile file, ByteBuffer source, long position) throws IOException {
    return file.real.write(source, position);
  }

  /** Reads from a segment. */
  protected int read(FaultyFile file, ByteBuffer target, long position) throws IOException {
    return file.real.read(target, position);
  }

  /** An open file, with what a fault may need to know about it. */
  public final class FaultyFile implements OpenFile {
    /** The file of the disk. */
    public final OpenFile real;

    private boolean prepared;

    /** Whether a fault has put off a force of this file. */
    boolean owesForce;

    /** Where the last write ended. */
    int end;

    /** The number of the last entry that was written. */
    long lastNumber;

    FaultyFile(OpenFile real, boolean prepared) {
      this.real = real;
      this.prepared = prepared;
    }

    @Override
    public long size() throws IOException {
      return real.size();
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
      return FaultyFolder.this.read(this, target, position);
    }

    @Override
    public int write(ByteBuffer source, long position) throws IOException {
      if (!prepared) {
        end = (int) position + source.remaining();
        return real.write(source, position);
      }
      if (!isServing()) {
        return writeMended(this, source, position);
      }
      end = (int) position + source.remaining();
      for (int offset = 0; offset < source.limit(); ) {
        lastNumber = number(source, offset);
        offset += ENTRY_HEADER_BYTES + source.getInt(offset + 4);
      }
      return writeGroup(this, source, position);
    }

    @Override
    public void force() throws IOException {
      if (!prepared) {
        prepared = end == SEGMENT_BYTES;
        forcePrepared(this);
      } else if (isServing()) {
        forceGroup(this);
      } else {
        forceMended(this);
      }
    }

    @Override
    public void close() throws IOException {
      real.close();
    }
  }

  /** Consumes the bytes without writing them. */
  static int skip(ByteBuffer source) {
    int size = source.remaining();
    source.position(source.limit());
    return size;
  }

  static boolean isZero(ByteBuffer bytes) {
    return bytes.mismatch(ByteBuffer.allocate(bytes.remaining())) < 0;
  }

  /** A change to the bytes of an entry. */
  interface Change {
    void apply(int offset, int size);
  }

  /** Changes each entry of a group before it is written. */
  final void eachOfGroup(ByteBuffer group, Change change) {
    changed = eachEntry(group, changed, change);
  }

  /**
   * Changes each of a run of entries, and corrects their checksums and their chain.
   *
   * @param changed the checksum of the entry before, if it was changed
   * @return the checksum of the last entry
   */
  static @Nullable Integer eachEntry(ByteBuffer entries, @Nullable Integer changed, Change change) {
    Integer crc = changed;
    int offset = 0;
    while (entries.limit() - offset >= ENTRY_HEADER_BYTES && number(entries, offset) > 0) {
      int size = ENTRY_HEADER_BYTES + entries.getInt(offset + 4);
      if (size < ENTRY_HEADER_BYTES || size > entries.limit() - offset) {
        return crc;
      }
      change.apply(offset, size);
      if (crc != null) {
        entries.putInt(
            offset + 24, entries.get(offset + 24) << CHAIN_BITS | (crc & ((1 << CHAIN_BITS) - 1)));
      }
      crc = crcOf(entries.slice(offset + 4, size - 4));
      entries.putInt(offset, crc);
      offset += size;
    }
    return crc;
  }

  private static long number(ByteBuffer entries, int offset) {
    return entries.getLong(offset + 8);
  }

  private static int crcOf(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  @Override
  public List<String> names() throws IOException {
    return disk.names();
  }

  @Override
  public OpenFile create(String name) throws IOException {
    return new FaultyFile(disk.create(name), false);
  }

  @Override
  public OpenFile open(String name) throws IOException {
    return new FaultyFile(disk.open(name), true);
  }

  @Override
  public void rename(String from, String to) throws IOException {
    disk.rename(from, to);
  }

  @Override
  public void delete(String name) throws IOException {
    disk.delete(name);
  }

  @Override
  public void forceDirectory() throws IOException {
    disk.forceDirectory();
  }

  @Override
  public void checkInPlace() throws IOException {
    disk.checkInPlace();
  }

  @Override
  public void close() throws IOException {
    disk.close();
  }

  @Override
  public String toString() {
    return disk.toString();
  }
}
