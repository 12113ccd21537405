package org.bolillero.office.testing;

import org.bolillero.office.Draw;
import org.bolillero.office.DrawFinder;
import org.bolillero.office.RefusalException;
import org.bolillero.office.RefusalException.Refusal;

/** An office with one draw, which stays open. */
public record OneDraw(Draw draw) implements DrawFinder {
  @Override
  public Lease find(int number) throws RefusalException {
    if (number != draw.terms().number()) {
      throw new RefusalException(Refusal.WRONG_DRAW, "expected another draw, found " + number);
    }
    return new Lease(draw, () -> {});
  }

  @Override
  public int agencies() {
    return draw.terms().agencies().size();
  }
}
