package org.bolillero.simulation;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Function;

/** Deliberate faults. The simulation must catch each of them. */
public enum Sabotage {
  /** A group is acknowledged when it is written, and forced with the next one. */
  ACKNOWLEDGE_BEFORE_FORCE(disk ->
      new FaultyFolder(disk) {
        @Override
        protected void forceGroup(FaultyFile file) {
          file.owesForce = true;
        }

        @Override
        protected int writeGroup(FaultyFile file, ByteBuffer source, long position)
            throws IOException {
          if (file.owesForce) {
            file.owesForce = false;
            file.real.force();
          }
          return file.real.write(source, position);
        }
      }),

  /** Readers see a group when it is written, although nobody is told before it is forced. */
  PUBLISH_BEFORE_FORCE(disk ->
      new FaultyFolder(disk) {
        @Override
        protected void forceGroup(FaultyFile file) throws IOException {
          publish(file);
          file.real.force();
        }
      }),

  /** After a force that failed, it is tried again. */
  RETRY_A_FAILED_FORCE(disk ->
      new FaultyFolder(disk) {
        @Override
        protected void forceGroup(FaultyFile file) throws IOException {
          try {
            file.real.force();
          } catch (IOException _) {
            file.real.force();
          }
        }
      }),

  /** A write that fails is not noticed. */
  IGNORE_A_FAILED_WRITE(disk ->
      new FaultyFolder(disk) {
        @Override
        protected int writeGroup(FaultyFile file, ByteBuffer source, long position) {
          int size = source.remaining();
          try {
            file.real.write(source, position);
          } catch (IOException _) {
            // This is the fault.
          }
          return size;
        }
      }),

  /** A write that is too short is not noticed. */
  IGNORE_A_SHORT_WRITE(disk ->
      new FaultyFolder(disk) {
        @Override
        protected int writeGroup(FaultyFile file, ByteBuffer source, long position)
            throws IOException {
          int size = source.remaining();
          file.real.write(source, position);
          return size;
        }
      }),

  /** The name of a prepared segment is not forced. */
  SKIP_THE_FORCE_OF_NAMES(disk ->
      new FaultyFolder(disk) {
        @Override
        public void forceDirectory() {}
      }),

  /** The content of a prepared segment is not forced. */
  SKIP_THE_FORCE_OF_A_PREPARED_SEGMENT(disk ->
      new FaultyFolder(disk) {
        @Override
        protected void forcePrepared(FaultyFile file) {}
      }),

  /** A segment has its final name from the start, not only when it is complete. */
  NAME_A_SEGMENT_BEFORE_IT_IS_COMPLETE(disk ->
      new FaultyFolder(disk) {
        @Override
        public OpenFile create(String name) throws IOException {
          String complete = name.replace(".new", ".log");
          if (disk.names().contains(complete)) {
            disk.delete(complete);
          }
          return super.create(complete);
        }

        @Override
        public void rename(String from, String to) {}
      }),

  /** A segment that was prepared before a restart is used, whether or not its name is forced. */
  REUSE_PREPARED_SEGMENTS(disk ->
      new FaultyFolder(disk) {
        private String reused = "";

        @Override
        public OpenFile create(String name) throws IOException {
          String complete = name.replace(".new", ".log");
          if (disk.names().contains(complete)) {
            reused = complete;
            return new FaultyFile(disk.open(complete), false);
          }
          return super.create(name);
        }

        @Override
        public void rename(String from, String to) throws IOException {
          if (!to.equals(reused)) {
            super.rename(from, to);
          }
        }
      }),

  /** What recovery has repaired is not forced before it is served. */
  SKIP_THE_FORCE_AFTER_RECOVERY(disk ->
      new FaultyFolder(disk) {
        @Override
        protected void forceMended(FaultyFile file) {}
      }),

  /** Recovery assumes that the last entries are on the disk because they can be read. */
  DO_NOT_WRITE_THE_LAST_ENTRIES_AGAIN(disk ->
      new FaultyFolder(disk) {
        @Override
        protected int writeMended(FaultyFile file, ByteBuffer source, long position)
            throws IOException {
          return isZero(source) ? super.writeMended(file, source, position) : skip(source);
        }
      }),

  /** Recovery does not clear a torn tail, and new entries are written over it. */
  LEAVE_THE_TORN_TAIL(disk ->
      new FaultyFolder(disk) {
        @Override
        protected int writeMended(FaultyFile file, ByteBuffer source, long position)
            throws IOException {
          return isZero(source) ? skip(source) : super.writeMended(file, source, position);
        }
      }),

  /** Recovery assumes that zeros are on the disk because they can be read. */
  CLEAR_ONLY_WHAT_IS_NOT_CLEAR(disk ->
      new FaultyFolder(disk) {
        @Override
        protected int writeMended(FaultyFile file, ByteBuffer source, long position)
            throws IOException {
          ByteBuffer there = ByteBuffer.allocate(source.remaining());
          file.real.read(there, position);
          return isZero(source) && isZero(there.flip())
              ? skip(source)
              : super.writeMended(file, source, position);
        }
      }),

  /** No entry records what was durable before it, so damage looks like a torn tail. */
  FORGET_WHAT_WAS_DURABLE(disk ->
      new FaultyFolder(disk) {
        @Override
        protected int writeGroup(FaultyFile file, ByteBuffer source, long position)
            throws IOException {
          eachOfGroup(source, (offset, _) -> source.putLong(offset + 16, 0));
          return super.writeGroup(file, source, position);
        }
      }),

  /** Checksums are not checked on reading. */
  BELIEVE_WHAT_IS_READ(disk ->
      new FaultyFolder(disk) {
        @Override
        protected int read(FaultyFile file, ByteBuffer target, long position) throws IOException {
          int count = file.real.read(target, position);
          if (position == 0 && target.position() > SEGMENT_HEADER_BYTES) {
            int start = SEGMENT_HEADER_BYTES;
            eachEntry(target.slice(start, count - start), null, (_, _) -> {});
          }
          return count;
        }
      });

  @SuppressWarnings("ImmutableEnumChecker") // No function here has a state.
  private final Function<Folder, FaultyFolder> fault;

  Sabotage(Function<Folder, FaultyFolder> fault) {
    this.fault = fault;
  }

  /** The disk as a log with this fault uses it. */
  public FaultyFolder on(Folder disk) {
    return fault.apply(disk);
  }
}
