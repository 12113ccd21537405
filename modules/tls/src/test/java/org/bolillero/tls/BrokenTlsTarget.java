package org.bolillero.tls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.bolillero.fuzz.FuzzTarget;

/**
 * However the records of a client are broken, it is refused in one line, or the office reads
 * nothing but what the client has sent, from its beginning; and no buffer is kept.
 */
final class BrokenTlsTarget implements FuzzTarget {
  private final TlsContext office;
  private final TlsContext agency;
  private final Papers papers;

  BrokenTlsTarget() throws IOException {
    Path target = Files.createDirectories(Path.of("target"));
    papers = new Papers(Files.createTempDirectory(target, "papers"));
    office = papers.office();
    agency = papers.agency();
  }

  @Override
  public String run(byte[] input) throws IOException {
    var engine = agency.prepared(agency.inForce().sslContext().createSSLEngine("localhost", 1));
    BrokenClient client = new BrokenClient(engine, input);
    TlsStream stream = office.accept(new BrokenSocket(client));
    String outcome = outcome(stream, client);
    assertEquals(0, office.buffers().lent(), "buffers");
    return outcome;
  }

  private String outcome(TlsStream stream, BrokenClient client) {
    try {
      stream.handshake(() -> 60_000);
    } catch (IOException e) {
      return refused("refused", e, client);
    }
    assertEquals(List.of(papers.agency.certificate()), stream.peer());
    byte[] data = BrokenClient.data();
    byte[] read = new byte[data.length + 1];
    int count = 0;
    String end = "whole";
    try {
      for (int more = 0; more >= 0; more = stream.in().read(read, count, read.length - count)) {
        count += more;
      }
    } catch (IOException e) {
      end = refused("broken", e, client);
    }
    assertTrue(count <= data.length, "more than was sent");
    assertArrayEquals(Arrays.copyOf(data, count), Arrays.copyOf(read, count));
    assertTrue(count == data.length || client.isChanged(), "less than was sent");
    return count < data.length && end.equals("whole") ? "short" : end;
  }

  private static String refused(String outcome, IOException why, BrokenClient client) {
    assertTrue(client.isChanged(), why::toString);
    String line = String.valueOf(why.getMessage());
    assertFalse(line.isBlank() || line.contains("\n") || line.equals("null"), line);
    return outcome;
  }
}
