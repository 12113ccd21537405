package org.bolillero.storage;

import org.bolillero.storage.LogState.Snapshot;
import org.bolillero.storage.SegmentFormat.LogIdentity;

/**
 * A log after recovery: all its entries are durable, and it can be written to.
 *
 * @param identity whose log it is
 * @param current the segment that the next entry goes to
 * @param end where the entries end
 * @param nextChain what chains the next entry to the last one
 * @param lastData the number of the last entry that is not a pin
 * @param durableThrough the highest {@code durableThrough} that stands in the log
 */
record Recovered(
    LogIdentity identity,
    Segment current,
    Snapshot end,
    int nextChain,
    long lastData,
    long durableThrough) {}
