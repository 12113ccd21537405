package org.bolillero.storage;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import org.eclipse.collections.api.list.ImmutableList;
import org.jspecify.annotations.Nullable;

/**
 * Stands between the log of one process and its disk, and tells apart what the log does there. A
 * subclass is a fault that the log could have, seen from the disk; this class is none.
 */
class FaultyFiles implements LogFiles {
  protected final LogFiles disk;
  private @Nullable LogState state;

  /** The checksum of the last entry that was written, if a fault has changed it. */
  private @Nullable Integer changed;

  FaultyFiles(LogFiles disk) {
    this.disk = disk;
  }

  /** Recovery is over: from now on groups are written. */
  final void serve(LogState published) {
    state = published;
  }

  final LogState published() {
    return requireNonNull(state, "state");
  }

  final boolean isServing() {
    return state != null;
  }

  /** Forces a part of a segment that is being prepared. */
  protected void forcePrepared(FaultyFile file) throws IOException {
    file.real.force();
  }

  /** Forces what recovery has mended. */
  protected void forceMended(FaultyFile file) throws IOException {
    file.real.force();
  }

  /** Forces a group of entries. */
  protected void forceGroup(FaultyFile file) throws IOException {
    file.real.force();
  }

  /** Writes to a segment that recovery mends. */
  protected int writeMended(FaultyFile file, ByteBuffer source, long position) throws IOException {
    return file.real.write(source, position);
  }

  /** Writes whole entries. */
  protected int writeGroup(FaultyFile file, ByteBuffer source, long position) throws IOException {
    return file.real.write(source, position);
  }

  protected int read(FaultyFile file, ByteBuffer target, long position) throws IOException {
    return file.real.read(target, position);
  }

  protected ByteBuffer map(FaultyFile file, long position, int size, Arena arena)
      throws IOException {
    return file.real.map(position, size, arena);
  }

  /** An open file, with what a fault may want to know of it. */
  final class FaultyFile implements LogFile {
    final LogFile real;
    private boolean prepared;

    /** For a fault to note that it owes the disk a force. */
    boolean owesForce;

    /** Where the last write ended. */
    int end;

    /** The number of the last entry that was written. */
    long lastNumber;

    FaultyFile(LogFile real, boolean prepared) {
      this.real = real;
      this.prepared = prepared;
    }

    @Override
    public long size() throws IOException {
      return real.size();
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
      return FaultyFiles.this.read(this, target, position);
    }

    @Override
    public ByteBuffer map(long position, int size, Arena arena) throws IOException {
      return FaultyFiles.this.map(this, position, size, arena);
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
        lastNumber = EntryFormat.number(source, offset);
        offset += EntryFormat.HEADER_BYTES + EntryFormat.payloadLength(source, offset);
      }
      return writeGroup(this, source, position);
    }

    @Override
    public void force() throws IOException {
      if (!prepared) {
        prepared = end == LogSettings.SEGMENT_BYTES_MIN; // The size of all segments here.
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

  /** Takes the bytes and does nothing with them. */
  static int skip(ByteBuffer source) {
    int size = source.remaining();
    source.position(source.limit());
    return size;
  }

  static boolean isZero(ByteBuffer bytes) {
    return bytes.mismatch(ByteBuffer.allocate(bytes.remaining())) < 0;
  }

  /** Something that is done to the bytes of an entry. */
  interface Change {
    void apply(int offset, int size);
  }

  /** Does something to each entry of a group, before it is written. */
  final void eachOfGroup(ByteBuffer group, Change change) {
    changed = eachEntry(group, changed, change);
  }

  /**
   * Does something to each entry in a run of them, and makes their checksums and their chain right
   * again.
   *
   * @param changed the checksum of the entry before, if that was changed
   * @return that of the last entry
   */
  static @Nullable Integer eachEntry(ByteBuffer entries, @Nullable Integer changed, Change change) {
    Integer crc = changed;
    int offset = 0;
    while (entries.limit() - offset >= EntryFormat.HEADER_BYTES
        && EntryFormat.number(entries, offset) > 0) {
      int size = EntryFormat.HEADER_BYTES + EntryFormat.payloadLength(entries, offset);
      if (size < EntryFormat.HEADER_BYTES || size > entries.limit() - offset) {
        return crc;
      }
      change.apply(offset, size);
      if (crc != null) {
        entries.putInt(offset + 24, entries.get(offset + 24) << 24 | EntryFormat.chainOf(crc));
      }
      crc = Crc32c.of(entries.slice(offset + 4, size - 4));
      entries.putInt(offset, crc);
      offset += size;
    }
    return crc;
  }

  @Override
  public ImmutableList<String> names() throws IOException {
    return disk.names();
  }

  @Override
  public LogFile create(String name) throws IOException {
    return new FaultyFile(disk.create(name), false);
  }

  @Override
  public LogFile open(String name) throws IOException {
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
