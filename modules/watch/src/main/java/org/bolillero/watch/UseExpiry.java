package org.bolillero.watch;

import java.time.Instant;
import java.util.List;
import org.bolillero.watch.Readings.InForce;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * When what is in force for one use expires.
 *
 * @param use what it is there for
 * @param first when the first of it expires
 * @param last when the last of it does, and there is none any more
 */
record UseExpiry(String use, Instant first, Instant last) {

  /** That of each use, in the order in which they come first. */
  static ImmutableList<UseExpiry> of(List<InForce> certificates) {
    ImmutableList<InForce> all = Lists.immutable.withAll(certificates);
    return all.collect(InForce::use)
        .distinct()
        .collect(
            use -> of(use, all.select(each -> each.use().equals(use)).collect(InForce::expiry)));
  }

  private static UseExpiry of(String use, ImmutableList<Instant> expiries) {
    return new UseExpiry(use, expiries.min(), expiries.max());
  }
}
