package org.bolillero.office;

import org.bolillero.office.RefusalException.Refusal;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * The draws of an office.
 *
 * @param all all of them
 */
public record Draws(ImmutableList<Draw> all) {
  /**
   * The draw that an agency asks for.
   *
   * @param number the number of the draw
   * @return the draw
   * @throws RefusalException if there is no such draw
   */
  public Draw find(int number) throws RefusalException {
    for (Draw each : all) {
      if (each.terms().number() == number) {
        return each;
      }
    }
    throw new RefusalException(
        Refusal.WRONG_DRAW,
        "expected draw %s, found %d"
            .formatted(all.collectInt(each -> each.terms().number()).makeString(" or "), number));
  }
}
