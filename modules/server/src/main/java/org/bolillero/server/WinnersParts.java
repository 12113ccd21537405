package org.bolillero.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.bolillero.lottery.Winners;
import org.bolillero.protocol.Protocol;
import org.bolillero.protocol.Response;

/** The parts in which an agency gets its winners, cut between documents. */
final class WinnersParts {
  /**
   * A part has length, type, total, last, and these bytes at most. It is as large as any agency
   * takes, not as large as the office's own limit allows: all agencies are answered at the same
   * moment, each from a buffer of its own.
   */
  private static final int DOCUMENTS_BYTES_MAX = Protocol.FRAME_BYTES_DEFAULT - (4 + 1 + 4 + 1);

  private WinnersParts() {}

  /**
   * Sends the winners of an agency. May wait for the agency, which has the write timeout for each
   * part.
   */
  static void send(Winners winners, int agency, boolean isCorrection, AgencySocket socket)
      throws IOException {
    ByteBuffer documents = winners.documents(agency);
    int total = winners.count(agency);
    do {
      ByteBuffer part = takeWholeDocuments(documents);
      boolean isLast = !documents.hasRemaining();
      socket.write(new Response.WinnersPart(total, isLast, isCorrection, part));
      socket.flush();
    } while (documents.hasRemaining());
  }

  /** Takes as many documents as fit into a part. */
  private static ByteBuffer takeWholeDocuments(ByteBuffer documents) {
    int start = documents.position();
    while (documents.hasRemaining()) {
      int end = documents.position() + 1 + (documents.get(documents.position()) & 0xFF);
      if (end - start > DOCUMENTS_BYTES_MAX) {
        break;
      }
      documents.position(end);
    }
    return documents.slice(start, documents.position() - start);
  }
}
