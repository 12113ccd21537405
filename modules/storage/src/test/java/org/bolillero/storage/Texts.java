package org.bolillero.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Entries that are texts, and a collector of them. */
final class Texts implements EntryVisitor {
  static final LogWords WORDS = new LogWords("draw", "agency", "offices");

  private final List<String> all = Collections.synchronizedList(new ArrayList<>());

  static LogEntry entry(String text) {
    return new LogEntry(1, 5, ByteBuffer.wrap(text.getBytes(UTF_8)));
  }

  /** What a reader of the log sees now. */
  static List<String> readBy(DurableLog log) throws LogException {
    Texts texts = new Texts();
    for (LogSlice slice : log.slices(100)) {
      slice.forEach(texts);
    }
    return texts.all();
  }

  @Override
  public void visit(long number, LogEntry entry) {
    all.add(UTF_8.decode(entry.payload().duplicate()).toString());
  }

  List<String> all() {
    return List.copyOf(all);
  }
}
