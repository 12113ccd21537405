package org.bolillero.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.bolillero.lottery.Winners;
import org.bolillero.protocol.Protocol;
import org.bolillero.protocol.Response;

/**
 * Sends an agency its winners, in parts that are cut between documents.
 *
 * <p>The parts are as large as any agency takes, and not as the office's own limit allows: it is
 * the moment when all agencies are answered at once, each from a buffer of its own, and the agency
 * has the write timeout for each part.
 */
final class WinnersAnswer {
  /** Length, type, total and last. */
  private static final int OVERHEAD_BYTES = 4 + 1 + 4 + 1;

  private static final int DOCUMENT_BYTES_MAX = Protocol.FRAME_BYTES_DEFAULT - OVERHEAD_BYTES;

  private WinnersAnswer() {}

  /** Returns when the last part was handed to the network. May wait for the agency. */
  static void send(Winners winners, int agency, AgencySocket socket) throws IOException {
    ByteBuffer documents = winners.documents(agency);
    int total = winners.count(agency);
    do {
      int size = wholeDocuments(documents);
      ByteBuffer part = documents.slice(documents.position(), size);
      documents.position(documents.position() + size);
      socket.write(new Response.WinnersPart(total, !documents.hasRemaining(), part));
      socket.flush();
    } while (documents.hasRemaining());
  }

  /** The length of as many whole documents as fit. */
  private static int wholeDocuments(ByteBuffer documents) {
    int start = documents.position();
    int end = start;
    while (end < documents.limit()) {
      int next = end + 1 + (documents.get(end) & 0xFF);
      if (next - start > DOCUMENT_BYTES_MAX) {
        break;
      }
      end = next;
    }
    return end - start;
  }
}
