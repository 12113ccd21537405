package org.bolillero.storage;

import org.bolillero.storage.LogState.Snapshot;
import org.bolillero.storage.SegmentFormat.LogIdentity;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * A log after recovery: all its entries are durable, and it can be written to.
 *
 * @param identity whose log it is
 * @param current the segment that the next entry goes to
 * @param end where the entries end
 * @param durableThrough the highest {@code durableThrough} that stands in the log
 * @param spares the prepared segments after the current one, in order
 */
record Recovered(
    LogIdentity identity,
    Segment current,
    Snapshot end,
    long durableThrough,
    ImmutableList<Segment> spares) {}
