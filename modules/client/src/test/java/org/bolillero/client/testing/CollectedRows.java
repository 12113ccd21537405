package org.bolillero.client.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.bolillero.client.UncountedTarget;

/** The rows of an agency of a test that do not count. */
public final class CollectedRows implements UncountedTarget {
  private final ByteArrayOutputStream rows = new ByteArrayOutputStream();
  private final List<String> parts = new ArrayList<>();

  @Override
  public void add(byte[] more) {
    rows.writeBytes(more);
  }

  @Override
  public void end() {
    parts.add(rows.toString(UTF_8));
    parts.add("the end");
  }

  /** All rows as one text and then "the end"; nothing before they are known. */
  public List<String> parts() {
    return List.copyOf(parts);
  }

  public void clear() {
    rows.reset();
    parts.clear();
  }
}
