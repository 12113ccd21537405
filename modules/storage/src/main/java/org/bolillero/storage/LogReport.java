package org.bolillero.storage;

/**
 * What was found in the folder of a log.
 *
 * @param identity what its owner tells it by
 * @param logId the random id of the log
 * @param segments how many segment files there are, prepared ones included
 * @param segmentBytes the size of each
 * @param entries how many entries there are, without the log's own
 * @param pins how many entries are the log's own
 * @param entryBytes how many bytes all of them take
 * @param tornBytes how many bytes of an unfinished write stand after the last entry; opening the
 *     log cuts them off
 */
public record LogReport(
    int identity,
    long logId,
    int segments,
    int segmentBytes,
    long entries,
    long pins,
    long entryBytes,
    long tornBytes) {

  static LogReport of(SegmentChain chain, LogScan.Result found) {
    var identity = chain.identity();
    return new LogReport(
        identity.owner(),
        identity.logId(),
        chain.count(),
        identity.segmentBytes(),
        found.entries(),
        found.end().number() - found.entries(),
        found.entryBytes(),
        found.torn().bytes());
  }
}
