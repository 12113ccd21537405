package org.bolillero.simulation;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The content of one simulated file: what the page cache shows, what the disk has, and what was
 * written since the last force, sector by sector. A sector reaches the disk as a whole or not at
 * all.
 */
public final class SimulatedFile {
  private static final int SECTOR = SimulatedDisk.SECTOR_BYTES;

  private byte[] cached = {};
  private byte[] stored = {};

  /** The versions of each sector since the last force, the newest last. */
  private final SortedMap<Integer, List<byte[]>> unforced = new TreeMap<>();

  SimulatedFile() {}

  /** The size in bytes, as the page cache shows it. */
  public synchronized int size() {
    return cached.length;
  }

  /** What the page cache shows. */
  public synchronized byte[] content() {
    return cached.clone();
  }

  /** Replaces the content, as if it had always been so. */
  synchronized void replace(byte[] content) {
    cached = content.clone();
    stored = content.clone();
    unforced.clear();
  }

  synchronized int read(ByteBuffer target, int position) {
    if (position >= cached.length) {
      return -1;
    }
    int count = Math.min(target.remaining(), cached.length - position);
    target.put(cached, position, count);
    return count;
  }

  synchronized void write(ByteBuffer source, int position, int count) {
    if (count == 0) {
      return;
    }
    cached = grown(cached, position + count);
    source.get(cached, position, count);
    for (int sector = position / SECTOR; sector <= (position + count - 1) / SECTOR; sector++) {
      unforced.computeIfAbsent(sector, _ -> new ArrayList<>()).add(sectorOf(cached, sector));
    }
  }

  synchronized void force() {
    stored = grown(stored, cached.length);
    unforced.forEach((sector, written) -> store(sector, written.getLast()));
    unforced.clear();
  }

  /**
   * A force that fails: some sectors have reached the disk, and the others never will, because the
   * page cache takes them for clean.
   */
  synchronized void failForce(Choices choices) {
    stored = grown(stored, cached.length);
    unforced.forEach((sector, written) -> {
      if (!Arrays.equals(written.getLast(), sectorOf(stored, sector)) && choices.oneIn(2)) {
        store(sector, written.getLast());
      }
    });
    unforced.clear();
  }

  /**
   * The page cache may evict the sectors that it takes for clean, so that the disk's content shows.
   * Returns whether that differs.
   */
  synchronized boolean evict(Choices choices) {
    if (!unforced.isEmpty() || Arrays.equals(cached, stored) || !choices.oneIn(8)) {
      return false;
    }
    for (int sector = 0; sector * SECTOR < cached.length; sector++) {
      byte[] onDisk = sectorOf(stored, sector);
      if (!Arrays.equals(onDisk, sectorOf(cached, sector)) && choices.oneIn(2)) {
        int from = sector * SECTOR;
        System.arraycopy(onDisk, 0, cached, from, Math.min(SECTOR, cached.length - from));
      }
    }
    return true;
  }

  /**
   * Cuts the power: of each sector that was not forced, the disk keeps any one version.
   *
   * @param reused what fills the new part of the file where nothing was written
   */
  synchronized void cut(Choices choices, byte[] reused) {
    int before = stored.length;
    if (before < cached.length && choices.oneIn(2)) {
      stored = Arrays.copyOf(stored, cached.length);
      System.arraycopy(reused, 0, stored, before, Math.min(reused.length, stored.length - before));
    }
    unforced.forEach((sector, written) -> {
      List<byte[]> versions = distinct(sectorOf(stored, sector), written);
      if (sector * SECTOR < stored.length && versions.size() > 1) {
        store(sector, versions.get(choices.below(versions.size())));
      }
    });
    unforced.clear();
    cached = stored.clone();
  }

  /** Flips a bit, on the disk and in the page cache. */
  public synchronized void flip(int offset, int bit) {
    stored[offset] ^= (byte) (1 << bit);
    cached[offset] ^= (byte) (1 << bit);
  }

  private static List<byte[]> distinct(byte[] first, List<byte[]> others) {
    List<byte[]> distinct = new ArrayList<>(List.of(first));
    for (byte[] each : others) {
      if (distinct.stream().noneMatch(known -> Arrays.equals(known, each))) {
        distinct.add(each);
      }
    }
    return distinct;
  }

  private static byte[] grown(byte[] content, int size) {
    return content.length >= size ? content : Arrays.copyOf(content, size);
  }

  private static byte[] sectorOf(byte[] content, int sector) {
    int from = Math.min(sector * SECTOR, content.length);
    int to = Math.min(from + SECTOR, content.length);
    return Arrays.copyOf(Arrays.copyOfRange(content, from, to), SECTOR);
  }

  private void store(int sector, byte[] content) {
    int from = sector * SECTOR;
    System.arraycopy(content, 0, stored, from, Math.min(SECTOR, stored.length - from));
  }
}
