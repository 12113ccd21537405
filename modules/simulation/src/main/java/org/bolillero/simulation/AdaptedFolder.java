package org.bolillero.simulation;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Function;

/**
 * Puts a {@link Folder} behind the interfaces of a tested program, if they have the same methods. A
 * test extends this class and {@link AdaptedFile}, and has the subclasses implement the interfaces.
 *
 * @param <F> the tested program's type of an open file
 */
public abstract class AdaptedFolder<F> {
  private final Folder real;
  private final Function<Folder.OpenFile, F> adapt;

  /** Adapts a folder and every file that is opened in it. */
  protected AdaptedFolder(Folder real, Function<Folder.OpenFile, F> adapt) {
    this.real = real;
    this.adapt = adapt;
  }

  /** See {@link Folder#names}. */
  public List<String> names() throws IOException {
    return real.names();
  }

  /** See {@link Folder#create}. */
  public F create(String name) throws IOException {
    return adapt.apply(real.create(name));
  }

  /** See {@link Folder#open}. */
  public F open(String name) throws IOException {
    return adapt.apply(real.open(name));
  }

  /** See {@link Folder#rename}. */
  public void rename(String from, String to) throws IOException {
    real.rename(from, to);
  }

  /** See {@link Folder#delete}. */
  public void delete(String name) throws IOException {
    real.delete(name);
  }

  /** See {@link Folder#forceDirectory}. */
  public void forceDirectory() throws IOException {
    real.forceDirectory();
  }

  /** See {@link Folder#checkInPlace}. */
  public void checkInPlace() throws IOException {
    real.checkInPlace();
  }

  /** See {@link Folder#close}. */
  public void close() throws IOException {
    real.close();
  }

  @Override
  public String toString() {
    return real.toString();
  }

  /** An open file, for a subclass that implements the tested program's type. */
  public abstract static class AdaptedFile {
    private final Folder.OpenFile real;

    /** Adapts a file. */
    protected AdaptedFile(Folder.OpenFile real) {
      this.real = real;
    }

    /** See {@link Folder.OpenFile#size}. */
    public long size() throws IOException {
      return real.size();
    }

    /** See {@link Folder.OpenFile#read}. */
    public int read(ByteBuffer target, long position) throws IOException {
      return real.read(target, position);
    }

    /** See {@link Folder.OpenFile#write}. */
    public int write(ByteBuffer source, long position) throws IOException {
      return real.write(source, position);
    }

    /** See {@link Folder.OpenFile#force}. */
    public void force() throws IOException {
      real.force();
    }

    /** See {@link Folder.OpenFile#close}. */
    public void close() throws IOException {
      real.close();
    }
  }
}
