package org.bolillero.simulation;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import org.bolillero.simulation.SimulatedDisk.Call;
import org.bolillero.simulation.SimulatedDisk.Outcome;

/** An open file of a {@link SimulatedDisk}. */
final class SimulatedOpenFile implements Folder.OpenFile {
  private final SimulatedDisk disk;
  private final SimulatedFile file;
  private final Choices choices;
  private volatile boolean closed;

  SimulatedOpenFile(SimulatedDisk disk, SimulatedFile file, Choices choices) {
    this.disk = disk;
    this.file = file;
    this.choices = choices;
  }

  @Override
  public long size() throws IOException {
    checkOpen();
    return disk.call(Call.READ, file::size);
  }

  @Override
  public int read(ByteBuffer target, long position) throws IOException {
    checkOpen();
    return disk.call(
        Call.READ,
        () -> {
          disk.evict(file);
          return file.read(target, (int) position);
        });
  }

  @Override
  public int write(ByteBuffer source, long position) throws IOException {
    checkOpen();
    Outcome outcome = disk.meet(Call.WRITE);
    int size = source.remaining();
    int growth = Math.max(0, (int) position + size - file.size());
    int fits = Math.clamp(size - growth + disk.roomLeft(), size - growth, size);
    int count =
        switch (outcome) {
          case FAILED -> Math.min(fits, size * choices.below(3) / 2);
          case SHORT -> Math.min(fits, size * choices.below(2) / 2);
          default -> fits;
        };
    file.write(source, (int) position, count);
    disk.survive(outcome);
    if (count < size || outcome == Outcome.FAILED) {
      IOException failure = disk.failure(Call.WRITE);
      if (outcome == Outcome.FAILED || (count == 0 && outcome != Outcome.SHORT)) {
        throw failure;
      }
    }
    return count;
  }

  @Override
  public void force() throws IOException {
    checkOpen();
    Outcome outcome = disk.meet(Call.FORCE);
    if (outcome == Outcome.FAILED) {
      file.failForce(choices);
      throw disk.failure(Call.FORCE);
    }
    file.force();
    disk.survive(outcome);
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      disk.closed();
      disk.call(Call.CLOSE, () -> file);
    }
  }

  private void checkOpen() throws ClosedChannelException {
    if (closed) {
      throw new ClosedChannelException();
    }
  }
}
