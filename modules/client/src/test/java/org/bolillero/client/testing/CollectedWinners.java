package org.bolillero.client.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.List;
import org.bolillero.client.WinnersTarget;

/** The winners of an agency of a test. */
public final class CollectedWinners implements WinnersTarget {
  private final List<String> documents = new ArrayList<>();

  @Override
  public void begin() {
    documents.clear();
  }

  @Override
  public void add(byte[] more) {
    new String(more, US_ASCII).lines().forEach(documents::add);
  }

  public List<String> documents() {
    return documents;
  }
}
