package org.bolillero.client;

import java.util.Locale;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;
import org.eclipse.collections.api.list.MutableList;
import picocli.CommandLine.ITypeConverter;

/**
 * Where the offices listen that an agency may speak to: one, or several that share one log.
 *
 * @param all at least one, in the order in which they are tried
 */
record ServerAddresses(ImmutableList<ServerAddress> all) {
  /** Trying many takes long: each that is not there may cost seconds. */
  static final int COUNT_MAX = 16;

  private static final String SEPARATOR = ",";

  /**
   * Reads addresses with commas between them.
   *
   * @throws IllegalArgumentException if one of them is not an address, or there are too many, or
   *     one of them twice; the message says which one, and what is expected
   */
  static ServerAddresses parse(String text) {
    String[] parts = text.split(SEPARATOR, -1);
    if (parts.length > COUNT_MAX) {
      throw new IllegalArgumentException(
          "expected at most %d addresses, found %d".formatted(COUNT_MAX, parts.length));
    }
    MutableList<ServerAddress> all = Lists.mutable.empty();
    for (String part : parts) {
      all.add(parse(part.strip(), all.size() + 1, parts.length));
    }
    requireDifferent(all);
    return new ServerAddresses(all.toImmutable());
  }

  private static ServerAddress parse(String part, int number, int count) {
    try {
      return ServerAddress.parse(part);
    } catch (IllegalArgumentException e) {
      throw count == 1
          ? e
          : new IllegalArgumentException(
              "address %d: %s, found '%s'".formatted(number, e.getMessage(), part), e);
    }
  }

  /**
   * Whoever gives an address twice has mistyped the other one, and would miss it when it counts.
   */
  private static void requireDifferent(MutableList<ServerAddress> all) {
    MutableList<ServerAddress> lowerCased =
        all.collect(each -> new ServerAddress(each.host().toLowerCase(Locale.ROOT), each.port()));
    for (int i = 0; i < all.size(); i++) {
      int first = lowerCased.indexOf(lowerCased.get(i));
      if (first < i) {
        throw new IllegalArgumentException(
            "address %d: expected another one than address %d, found '%s' again"
                .formatted(i + 1, first + 1, all.get(i)));
      }
    }
  }

  /** Reads the value of an option. */
  static final class Reader implements ITypeConverter<ServerAddresses> {
    @Override
    public ServerAddresses convert(String text) {
      return parse(text);
    }
  }

  /** The addresses in the form that {@link #parse} reads. */
  @Override
  public String toString() {
    return all.makeString(SEPARATOR);
  }
}
