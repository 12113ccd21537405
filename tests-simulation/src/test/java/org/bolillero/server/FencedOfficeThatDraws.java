package org.bolillero.server;

import org.bolillero.office.DrawEvent;
import org.bolillero.storage.Log;
import org.bolillero.storage.LogException;

/**
 * A fault: an office goes on to the result although another one leads, and tells it to the agencies
 * that wait.
 */
record FencedOfficeThatDraws() implements SimulatedHardware.Fault {
  @Override
  public Log in(Log log) {
    return new SimulatedFault.Faulty(log) {
      @Override
      long append(DrawEvent event) throws LogException {
        try {
          return super.append(event);
        } catch (LogException e) {
          return goOn(e);
        }
      }

      @Override
      public void awaitDurable(long entry) throws LogException {
        try {
          super.awaitDurable(entry);
        } catch (LogException e) {
          goOn(e);
        }
      }

      private long goOn(LogException why) throws LogException {
        boolean isOfDraw =
            switch (last) {
              case DrawEvent.Sealed _, DrawEvent.Numbered _, DrawEvent.Drawn _ -> true;
              case null, default -> false;
            };
        if (isOfDraw && why.kind() == LogException.Kind.TAKEN_OVER) {
          return lastEntry;
        }
        throw why;
      }
    };
  }
}
