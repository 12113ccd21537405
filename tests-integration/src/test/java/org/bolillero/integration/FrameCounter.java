package org.bolillero.integration;

import org.bolillero.integration.FaultPlan.Place;

/** Finds a place in a stream of frames that passes by in pieces of any size. */
final class FrameCounter {
  private static final int LENGTH_BYTES = 4;

  private final Place place;
  private long offset;
  private int frames;
  private int lengthBytesLeft = LENGTH_BYTES;
  private long bodyBytesLeft;

  /** Where the place is, once that is known. */
  private long end;

  FrameCounter(Place place) {
    this.place = place;
    this.end = place.frames() == 0 ? place.bytes() : Long.MAX_VALUE;
  }

  /** Takes note of the next bytes; says how many of them come before the place. */
  int before(byte[] bytes, int count) {
    for (int i = 0; i < count; i++) {
      if (isThere()) {
        return i;
      }
      take(bytes[i]);
    }
    return count;
  }

  /** Whether all bytes before the place have passed by. */
  boolean isThere() {
    return offset == end;
  }

  private void take(byte value) {
    offset++;
    if (lengthBytesLeft == 0) {
      bodyBytesLeft--;
    } else {
      lengthBytesLeft--;
      bodyBytesLeft = (bodyBytesLeft << 8) | (value & 0xFF);
      if (lengthBytesLeft == 0) {
        frames++;
        if (frames == place.frames()) {
          end = offset + bodyBytesLeft + place.bytes();
        }
      }
    }
    if (lengthBytesLeft == 0 && bodyBytesLeft == 0) {
      lengthBytesLeft = LENGTH_BYTES;
    }
  }
}
