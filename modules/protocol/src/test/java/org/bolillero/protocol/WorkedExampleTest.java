package org.bolillero.protocol;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bolillero.lottery.Bet;
import org.bolillero.lottery.BetBatch;
import org.bolillero.lottery.BetField;
import org.bolillero.lottery.BetStreamDigest;
import org.bolillero.lottery.Digest;
import org.junit.jupiter.api.Test;

/** The example at the end of {@code docs/wire-format.md} has the bytes of these messages. */
class WorkedExampleTest {
  private static final Path PAGE = Path.of("../../docs/wire-format.md");

  /** The bytes of a line, without the name of a message before them or the words after them. */
  private static final Pattern LINE =
      Pattern.compile("^(?:[A-Z?]+ +| +)((?:[0-9a-f]{2}|\\|)(?: (?:[0-9a-f]{2}|\\|))*)(?: .*)?$");

  private static final BetBatch BETS =
      Messages.batch(
          new Bet("Ana", "Núñez", "30904465", LocalDate.of(1999, 3, 17), 7574),
          new Bet("Juan", "Paz", "7", LocalDate.of(1970, 1, 2), 12));

  @Test
  void theExampleOfThePageHasTheseBytes() throws Exception {
    BetStreamDigest digest = new BetStreamDigest();
    Digest ofNone = digest.value();
    digest.update(BETS);
    List<Message> expected =
        List.of(
            new Request.Hello(2, 0, 5),
            new Response.Welcome(0, ofNone, 8192, Response.Stage.OPEN, OptionalInt.of(1)),
            new Request.Batch(0, BETS),
            new Response.Stored(2),
            new Request.Finish(2, digest.value()),
            new Response.Finished(1, 1),
            new Request.AskWinners(true),
            new Response.WinnersPart(1, true, false, documents("\b30904465")),
            new Response.Rejected(
                0, 1, BetField.NUMBER, "expected a number from 0 to 9999, found 12345"),
            new Response.Failure(ErrorCode.BUSY, "busy"),
            new Response.Failure(ErrorCode.CLOSED, "2 bets count"),
            new Response.WinnersPart(1, true, true, documents("\u00017")));
    byte[] bytes = bytesOfThePage();
    assertEquals(written(expected), Messages.hex(bytes));
    FrameReader reader =
        new FrameReader(new ByteArrayInputStream(bytes), Protocol.FRAME_BYTES_DEFAULT);
    for (Message each : expected) {
      assertEquals(each, Messages.decoded(each, reader.read().orElseThrow()));
    }
  }

  private static byte[] bytesOfThePage() throws IOException {
    StringBuilder hex = new StringBuilder();
    try (Stream<String> lines = Files.lines(PAGE)) {
      lines
          .dropWhile(line -> !line.equals("## A worked example"))
          .map(LINE::matcher)
          .filter(Matcher::matches)
          .forEach(line -> hex.append(line.group(1).replaceAll("[ |]", "")));
    }
    return HexFormat.of().parseHex(hex);
  }

  private static String written(List<Message> messages) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    FrameWriter writer = new FrameWriter(out, Protocol.FRAME_BYTES_DEFAULT);
    for (Message each : messages) {
      writer.write(each);
    }
    writer.flush();
    return Messages.hex(out.toByteArray());
  }

  private static ByteBuffer documents(String encoded) {
    return ByteBuffer.wrap(encoded.getBytes(US_ASCII));
  }
}
