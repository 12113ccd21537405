package org.bolillero.admin;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.bolillero.admin.RawClient.Reply;
import org.bolillero.fuzz.FuzzTarget;

/**
 * What {@link AdminTarget} says holds of an official over TLS, too. And whoever does not speak TLS
 * is never answered in the words of HTTP.
 *
 * <pre>
 * input   u8 who | bytes
 * who     odd: a stranger sends the bytes without TLS; even: an official, as {@link AdminTarget} has it
 * </pre>
 */
final class TlsAdminTarget implements FuzzTarget {
  private final TestOffice office;
  private final AdminTarget official;

  TlsAdminTarget() throws Exception {
    Path folder = AdminTarget.newFolder();
    office = new TestCertificates(folder).open(folder);
    official = new AdminTarget(office);
  }

  @Override
  public String run(byte[] input) throws IOException {
    boolean isStranger = input.length > 0 && input[0] % 2 != 0;
    return isStranger ? sendPlain(input) : official.run(input);
  }

  private String sendPlain(byte[] input) throws IOException {
    try (RawClient stranger = new RawClient(office.port())) {
      try {
        stranger.send(new String(input, 1, input.length - 1, ISO_8859_1));
        stranger.finish();
      } catch (IOException _) {
        // Ended before all was sent.
      }
      Reply reply = stranger.receiveFirst();
      if (reply.status() != 0) {
        throw new AssertionError(reply.toString());
      }
      return "stranger";
    }
  }

  @Override
  public List<byte[]> words() {
    return official.words();
  }
}
