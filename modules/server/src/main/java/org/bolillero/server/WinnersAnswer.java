package org.bolillero.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.bolillero.lottery.Winners;
import org.bolillero.protocol.Response;

/** Sends an agency its winners, in parts that fit into frames, cut between documents. */
final class WinnersAnswer {
  /** Length, type, total and last. */
  private static final int OVERHEAD_BYTES = 4 + 1 + 4 + 1;

  private WinnersAnswer() {}

  /** Returns when the last part was handed to the network. May wait for the agency. */
  static void send(Winners winners, int agency, int frameBytesMax, AgencySocket socket)
      throws IOException {
    ByteBuffer documents = winners.documents(agency);
    int total = winners.count(agency);
    do {
      int size = wholeDocuments(documents, frameBytesMax - OVERHEAD_BYTES);
      ByteBuffer part = documents.slice(documents.position(), size);
      documents.position(documents.position() + size);
      socket.write(new Response.WinnersPart(total, !documents.hasRemaining(), part));
      socket.flush();
    } while (documents.hasRemaining());
  }

  /** The length of as many whole documents as fit. */
  private static int wholeDocuments(ByteBuffer documents, int bytesMax) {
    int start = documents.position();
    int end = start;
    while (end < documents.limit()) {
      int next = end + 1 + (documents.get(end) & 0xFF);
      if (next - start > bytesMax) {
        break;
      }
      end = next;
    }
    return end - start;
  }
}
