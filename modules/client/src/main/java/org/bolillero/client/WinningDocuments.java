package org.bolillero.client;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * The identity documents of an agency's winners, in the order of their bets. Immutable.
 *
 * <p>They are kept as they have come, {@code u8 length + document}, which is a fraction of what as
 * many strings would take.
 */
public final class WinningDocuments implements Iterable<String> {
  private final ImmutableList<ByteBuffer> parts;
  private final int count;

  /**
   * Takes over what was received and checked.
   *
   * @param parts {@code u8 length + document}, repeated
   */
  WinningDocuments(Iterable<ByteBuffer> parts, int count) {
    this.parts = Lists.immutable.ofAll(parts);
    this.count = count;
  }

  /**
   * How many winners there are.
   *
   * @return 0 or more
   */
  public int count() {
    return count;
  }

  /** The documents as they have come. */
  ImmutableList<ByteBuffer> parts() {
    return parts;
  }

  /**
   * Writes the documents, one a line.
   *
   * @param target where to; neither flushed nor closed
   * @throws IOException if writing fails
   */
  public void writeTo(Appendable target) throws IOException {
    for (String document : this) {
      target.append(document).append('\n');
    }
  }

  @Override
  public Iterator<String> iterator() {
    return new Documents(parts.iterator());
  }

  private static final class Documents implements Iterator<String> {
    private final Iterator<ByteBuffer> later;
    private ByteBuffer part = ByteBuffer.allocate(0);

    Documents(Iterator<ByteBuffer> parts) {
      this.later = parts;
    }

    @Override
    public boolean hasNext() {
      while (!part.hasRemaining() && later.hasNext()) {
        part = later.next().duplicate();
      }
      return part.hasRemaining();
    }

    @Override
    public String next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      byte[] document = new byte[part.get()];
      part.get(document);
      return new String(document, US_ASCII);
    }
  }
}
