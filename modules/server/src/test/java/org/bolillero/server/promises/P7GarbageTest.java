package org.bolillero.server.promises;

import static org.bolillero.fuzz.Patience.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.bolillero.fuzz.Seed;
import org.bolillero.office.testing.TestBets;
import org.bolillero.protocol.ErrorCode;
import org.bolillero.protocol.FrameWriter;
import org.bolillero.protocol.Request;
import org.bolillero.protocol.Response;
import org.bolillero.server.CentralOffice;
import org.bolillero.server.Insight;
import org.bolillero.server.OfficeSetup;
import org.bolillero.server.TestAgency;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever bytes come, the office answers with an error or not at all, and goes on. */
class P7GarbageTest {
  private static final int CONNECTIONS = 300;

  @TempDir Path folder;
  private CentralOffice office;

  @BeforeEach
  void open() throws Exception {
    office = new OfficeSetup(folder, 2).open();
  }

  /** Whatever has happened, no permit is lost, and another agency is served. */
  @AfterEach
  void theOfficeGoesOnAndCloses() throws Exception {
    try (CentralOffice closing = office;
        TestAgency other = TestAgency.greeted(closing.port(), 2)) {
      other.submit(TestBets.of(2, 3, 1));
      other.finish();
      await().until(() -> Insight.permits(closing).availablePermits() == 16);
    }
  }

  @Test
  void randomBytesFromAStrangerAreNoMessage() {
    Seed.run(random -> {
      for (int i = 0; i < CONNECTIONS; i++) {
        byte[] garbage = new byte[random.nextInt(1, 200)];
        random.nextBytes(garbage);
        try (TestAgency stranger = new TestAgency(office.port(), 1)) {
          assertErrorOrEnd(stranger, garbage);
        }
      }
    });
  }

  @Test
  void brokenMessagesBehindAGreetingEndTheConnection() {
    Seed.run(random -> {
      for (int i = 0; i < CONNECTIONS; i++) {
        byte[] broken = broken(random);
        try (TestAgency agency = TestAgency.greeted(office.port(), 1)) {
          assertErrorOrEnd(agency, broken);
        }
      }
    });
  }

  @Test
  void whatWasGoodBeforeABadRequestIsAcknowledgedBeforeTheError() throws Exception {
    for (byte[] bad : List.of(new byte[4], new byte[] {0, 0, 0, 1, 99}, new byte[] {-1, 0, 0, 0})) {
      try (TestAgency agency = TestAgency.greeted(office.port(), 1)) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        FrameWriter writer = new FrameWriter(bytes, 8_192);
        writer.write(new Request.Batch(0, TestBets.losing(1, 0, 3)));
        writer.write(new Request.Batch(3, TestBets.losing(1, 3, 5)));
        writer.flush();
        bytes.write(bad);
        agency.sendRaw(bytes.toByteArray());
        Response.Stored stored = agency.receive(Response.Stored.class);
        while (stored.stored() < 5) {
          stored = agency.receive(Response.Stored.class);
        }
        agency.receiveError(ErrorCode.MALFORMED);
      }
    }
  }

  @Test
  void aConnectionThatEndsWithinAMessageJustEnds() throws Exception {
    for (int size : new int[] {1, 3, 4, 5, 10}) {
      try (TestAgency agency = TestAgency.greeted(office.port(), 1)) {
        assertErrorOrEnd(
            agency, ByteBuffer.allocate(size).put(size > 3 ? 3 : 0, (byte) 50).array());
      }
    }
  }

  /** Sends bytes and then nothing more; sees the connection end. */
  private static void assertErrorOrEnd(TestAgency agency, byte[] bytes) throws Exception {
    List<Response> answers = new ArrayList<>();
    try {
      agency.sendRaw(bytes);
      agency.socket().shutdownOutput();
      Optional<Response> answer = agency.receiveIfAny();
      while (answer.isPresent()) {
        answers.add(answer.get());
        answer = agency.receiveIfAny();
      }
    } catch (SocketException _) {
      // The office was faster.
    }
    for (Response each : answers) {
      assertTrue(
          each.equals(answers.getLast()) || !(each instanceof Response.Failure), answers::toString);
    }
  }

  /** Some valid messages, with some bytes changed, left out, put in, or cut off at the end. */
  private static byte[] broken(RandomGenerator random) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    FrameWriter writer = new FrameWriter(bytes, 8_192);
    writer.write(new Request.Ping(ByteBuffer.allocate(random.nextInt(20))));
    writer.write(new Request.Batch(5, TestBets.random(1, 5, random.nextInt(1, 5), random)));
    writer.write(new Request.AskWinners(false));
    writer.write(new Request.Hello(1, 1, 1));
    writer.flush();
    byte[] whole = bytes.toByteArray();
    int at = random.nextInt(whole.length);
    return switch (random.nextInt(4)) {
      case 0 -> {
        whole[at] ^= (byte) (1 << random.nextInt(8));
        yield whole;
      }
      case 1 -> ByteBuffer.allocate(at).put(whole, 0, at).array();
      case 2 -> {
        int next = at + 1;
        yield ByteBuffer.allocate(whole.length - 1)
            .put(whole, 0, at)
            .put(whole, next, whole.length - next)
            .array();
      }
      default ->
          ByteBuffer.allocate(whole.length + 1)
              .put(whole, 0, at)
              .put((byte) random.nextInt())
              .put(whole, at, whole.length - at)
              .array();
    };
  }

  @Test
  void aTypeThatIsNoRequestIsNamed() throws Exception {
    for (int type : new int[] {0, 6, 0x7F, 0x80, 0x81, 0x82, 0x85, 0xFF}) {
      try (TestAgency agency = TestAgency.greeted(office.port(), 1)) {
        agency.sendRaw((byte) 0, (byte) 0, (byte) 0, (byte) 1, (byte) type);
        assertEquals(
            "expected a request, found type 0x%02X".formatted(type),
            agency.receiveError(ErrorCode.MALFORMED));
      }
    }
  }
}
