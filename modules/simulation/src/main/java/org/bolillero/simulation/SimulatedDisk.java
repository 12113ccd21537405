package org.bolillero.simulation;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A disk in memory, with a page cache in front of it. After a power cut it has everything that was
 * forced, and any part of the rest, in sectors of 512 bytes. A {@link Trouble} decides the outcome
 * of each call. Thread-safe.
 */
public final class SimulatedDisk implements Folder {
  /** The size of a sector, which reaches the disk as a whole or not at all. */
  public static final int SECTOR_BYTES = 512;

  /** The kinds of calls to a disk. */
  public enum Call {
    NAMES,
    CREATE,
    OPEN,
    RENAME,
    DELETE,
    FORCE_NAMES,
    READ,
    WRITE,
    FORCE,
    CLOSE
  }

  /** The outcome of a call. */
  public enum Outcome {
    /** It succeeds. */
    DONE,
    /** It throws, after doing nothing or a part of its work. */
    FAILED,
    /** A write that writes less than it should, without an exception. */
    SHORT,
    /** The power is cut before it. */
    CUT_BEFORE,
    /** The power is cut after it. */
    CUT_AFTER
  }

  /** Decides the outcome of calls. It is asked before each call, in the calling thread. */
  public interface Trouble {
    /** The outcome of this call. */
    Outcome meet(Call call);
  }

  /** The work of a call. */
  interface Action<T> {
    T run() throws IOException;
  }

  private final Choices choices;
  private final SimulatedNames names = new SimulatedNames();
  private final AtomicInteger failures = new AtomicInteger();
  private final AtomicInteger openFiles = new AtomicInteger();

  private volatile Trouble trouble = _ -> Outcome.DONE;
  private volatile long roomBytes = Long.MAX_VALUE;
  private volatile boolean blocksAreClean;
  private volatile boolean powered = true;

  /** An empty disk. */
  public SimulatedDisk(Choices choices) {
    this.choices = choices;
  }

  /** From now on this one decides the outcome of calls. */
  public void trouble(Trouble trouble) {
    this.trouble = trouble;
  }

  /** Limits the total size of all files, in bytes. */
  public void room(long bytes) {
    roomBytes = bytes;
  }

  /** New files get blocks of zeros, not of earlier content: fewer cases to try. */
  public void useCleanBlocks() {
    blocksAreClean = true;
  }

  /** How many calls have failed so far, or were affected by an earlier failure. */
  public int failures() {
    return failures.get();
  }

  /** How many files are open. A power cut closes all of them. */
  public int openFiles() {
    return openFiles.get();
  }

  /** Whether the power is on. */
  public boolean isPowered() {
    return powered;
  }

  /** The files by their names, as the running system sees them. */
  public SortedMap<String, SimulatedFile> files() {
    return names.seen();
  }

  /** The file with a name, as the running system sees it. */
  public SimulatedFile file(String name) {
    SimulatedFile file = names.seen().get(name);
    if (file == null) {
      throw new AssertionError("no file " + name + " among " + names.seen().keySet());
    }
    return file;
  }

  /** Adds a file, or replaces it, as if it had always been there. */
  public void put(String name, byte[] content) {
    SimulatedFile file = new SimulatedFile();
    file.replace(content);
    names.change(all -> all.put(name, file));
    names.force();
  }

  /** Removes a file, as if it had never been there. */
  public void remove(String name) {
    names.change(all -> all.remove(name));
    names.force();
  }

  /** Cuts the power, and turns it on again. */
  public void cutPower() {
    names.cut(choices);
    for (SimulatedFile each : files().values()) {
      each.cut(choices, blocksAreClean ? new byte[0] : files().firstEntry().getValue().content());
    }
    openFiles.set(0);
    names.forget();
    powered = true;
  }

  @Override
  public List<String> names() throws IOException {
    return call(Call.NAMES, () -> List.copyOf(names.seen().keySet()));
  }

  @Override
  public OpenFile create(String name) throws IOException {
    return call(
        Call.CREATE,
        () -> {
          if (names.seen().containsKey(name)) {
            throw new FileAlreadyExistsException(name);
          }
          SimulatedFile file = new SimulatedFile();
          names.create(name, file);
          return opened(file);
        });
  }

  @Override
  public OpenFile open(String name) throws IOException {
    return call(
        Call.OPEN,
        () -> {
          SimulatedFile file = existing(name);
          names.know(name, file);
          return opened(file);
        });
  }

  private OpenFile opened(SimulatedFile file) {
    openFiles.incrementAndGet();
    return new SimulatedOpenFile(this, file, choices);
  }

  void closed() {
    openFiles.decrementAndGet();
  }

  @Override
  public void rename(String from, String to) throws IOException {
    call(
        Call.RENAME,
        () -> {
          SimulatedFile file = existing(from);
          names.rename(from, to, file);
          return file;
        });
  }

  @Override
  public void delete(String name) throws IOException {
    call(
        Call.DELETE,
        () -> {
          SimulatedFile file = existing(name);
          names.delete(name);
          return file;
        });
  }

  @Override
  public void forceDirectory() throws IOException {
    Outcome outcome = meet(Call.FORCE_NAMES);
    if (outcome == Outcome.FAILED) {
      names.failForce(choices);
      throw failure(Call.FORCE_NAMES);
    }
    names.force();
    survive(outcome);
  }

  @Override
  public void checkInPlace() throws IOException {
    Optional<String> lost = call(Call.NAMES, names::lost);
    if (lost.isPresent()) {
      throw new IOException(lost.get() + " is not the file that was opened");
    }
  }

  @Override
  public void close() {
    names.forget();
  }

  @Override
  public String toString() {
    return "simulated disk";
  }

  private SimulatedFile existing(String name) throws IOException {
    SimulatedFile file = names.seen().get(name);
    if (file == null) {
      throw new FileNotFoundException(name);
    }
    return file;
  }

  void evict(SimulatedFile file) {
    if (file.evict(choices)) {
      failures.incrementAndGet();
    }
  }

  /** How many bytes are left for files to grow. */
  long roomLeft() {
    return roomBytes - names.seen().values().stream().mapToLong(SimulatedFile::size).sum();
  }

  /** Makes a call that does nothing if it fails. */
  <T> T call(Call call, Action<T> action) throws IOException {
    Outcome outcome = meet(call);
    if (outcome == Outcome.FAILED) {
      throw failure(call);
    }
    T result = action.run();
    survive(outcome);
    return result;
  }

  /** Decides the outcome of a call. */
  Outcome meet(Call call) {
    if (!powered) {
      throw new PowerCut();
    }
    Outcome outcome = trouble.meet(call);
    if (!powered || outcome == Outcome.CUT_BEFORE) {
      powered = false;
      throw new PowerCut();
    }
    return outcome;
  }

  /** Ends a call whose work is done. */
  void survive(Outcome outcome) {
    if (outcome == Outcome.CUT_AFTER) {
      powered = false;
      throw new PowerCut();
    }
  }

  IOException failure(Call call) {
    failures.incrementAndGet();
    return new IOException("simulated failure of " + call);
  }
}
