package org.bolillero.bench;

import java.util.List;
import org.bolillero.console.Range;
import org.bolillero.protocol.Protocol;
import picocli.CommandLine.Option;

/** How large frames are; the office is told to allow them. */
final class FrameLimit {
  @Option(
      names = "--frame-bytes",
      paramLabel = "N",
      defaultValue = "" + Protocol.FRAME_BYTES_DEFAULT,
      description = "Send frames of this size, and have the office allow them.")
  @Range(min = Protocol.FRAME_BYTES_DEFAULT, max = Protocol.FRAME_BYTES_LIMIT)
  private int frameBytes;

  int bytes() {
    return frameBytes;
  }

  /** What tells a real office. */
  List<String> officeOptions() {
    return List.of("--frame-bytes-max", Integer.toString(frameBytes));
  }
}
