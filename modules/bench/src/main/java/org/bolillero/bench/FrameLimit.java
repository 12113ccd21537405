package org.bolillero.bench;

import java.util.List;
import org.bolillero.console.Option;
import org.bolillero.console.Options;
import org.bolillero.protocol.Protocol;

/** How large frames are; the office is told to allow them. */
final class FrameLimit {
  private final Option<Integer> frameBytes;

  /** Adds it to the options of a command. */
  FrameLimit(Options options) {
    frameBytes =
        options
            .number("--frame-bytes", Protocol.FRAME_BYTES_DEFAULT, Protocol.FRAME_BYTES_LIMIT)
            .label("N")
            .byDefault(Protocol.FRAME_BYTES_DEFAULT)
            .description("Send frames of this size, and have the office allow them.");
  }

  int bytes() {
    return frameBytes.value();
  }

  /** What tells a real office. */
  List<String> officeOptions() {
    return List.of("--frame-bytes-max", Integer.toString(bytes()));
  }
}
