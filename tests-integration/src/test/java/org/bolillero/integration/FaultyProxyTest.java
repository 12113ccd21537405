package org.bolillero.integration;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.bolillero.integration.FaultPlan.End;
import org.bolillero.integration.FaultPlan.Way;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The proxy does what its plan says, and the plan is the same for the same seed. */
class FaultyProxyTest {
  private static final int FRAME_BYTES = 100;
  private static final byte[] FRAMES = frames(50);

  private final Faults faults = new Faults();

  @Test
  void theSameSeedMakesTheSamePlans() {
    assertEquals(plans(7), plans(7));
    assertNotEquals(plans(7), plans(8));
    assertEquals(10_000, plans(7).stream().filter(FaultyProxyTest::isEnding).count());
  }

  @ParameterizedTest
  @CsvSource({"2147483647, 0", "1, 0", "7, 0", "2147483647, 2", "33, 1"})
  void whatIsSlowAndInPiecesArrivesWhole(int pieceBytes, int delayMillis) throws Exception {
    Way way = new Way(pieceBytes, delayMillis, End.NONE, Way.CLEAR.place());
    assertArrayEquals(FRAMES, answersOfAnEcho(new FaultPlan(way, way)));
    assertEquals(2L * FRAMES.length, faults.bytes());
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0",
    "0, 1, 1",
    "0, 777, 777",
    "1, -1, 99",
    "1, 0, 100",
    "1, 1, 101",
    "49, 1, 4901"
  })
  void aConnectionThatIsClosedHasPassedOnJustWhatCameBefore(int frames, int bytes, int expected)
      throws Exception {
    byte[] whole = Arrays.copyOf(FRAMES, expected);
    assertArrayEquals(whole, arrivedAtOffice(FaultPlan.toOffice(End.CLOSE, frames, bytes)));
    assertArrayEquals(whole, arrivedAtOffice(FaultPlan.toOffice(End.DROP, frames, bytes)));
  }

  @Test
  void whatIsLateArrivesAfterItsAgencyHasLostTheConnection() throws Exception {
    byte[] arrived = arrivedAtOffice(FaultPlan.toOffice(End.LATE, 2, 0));
    assertTrue(arrived.length > 2 * FRAME_BYTES, () -> arrived.length + " bytes");
  }

  @ParameterizedTest
  @EnumSource(
      value = End.class,
      names = {"CLOSE", "RESET", "DROP"})
  void noMoreThanWhatCameBeforeIsAnswered(End end) throws Exception {
    byte[] answers = answersOfAnEcho(FaultPlan.toAgency(end, 3, 0));
    assertTrue(answers.length <= 3 * FRAME_BYTES, () -> answers.length + " bytes");
  }

  private static List<FaultPlan> plans(long seed) {
    return IntStream.range(0, 10_000).mapToObj(i -> FaultPlan.ending(seed, i)).toList();
  }

  private static boolean isEnding(FaultPlan plan) {
    return plan.toOffice().end() == End.NONE != (plan.toAgency().end() == End.NONE);
  }

  /** Sends frames to an office that sends back what it gets; gives what has come back. */
  private byte[] answersOfAnEcho(FaultPlan plan) throws Exception {
    ByteArrayOutputStream answers = new ByteArrayOutputStream();
    try (ServerSocket office = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        FaultyProxy proxy = new FaultyProxy(office::getLocalPort, _ -> plan, faults);
        Socket agency = new Socket(proxy.address().host(), proxy.address().port())) {
      Thread.ofVirtual()
          .start(() -> {
            try (Socket echo = office.accept()) {
              echo.getInputStream().transferTo(echo.getOutputStream());
            } catch (IOException _) {
              // Ended by the proxy.
            }
          });
      send(agency);
      copy(agency, answers);
    }
    return answers.toByteArray();
  }

  /** Sends frames to an office that says nothing; gives what has arrived there. */
  private byte[] arrivedAtOffice(FaultPlan plan) throws Exception {
    CompletableFuture<byte[]> arrived = new CompletableFuture<>();
    try (ServerSocket office = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        FaultyProxy proxy = new FaultyProxy(office::getLocalPort, _ -> plan, faults);
        Socket agency = new Socket(proxy.address().host(), proxy.address().port())) {
      Thread.ofVirtual()
          .start(() -> {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (Socket sink = office.accept()) {
              copy(sink, bytes);
            } catch (IOException _) {
              // It had not come so far.
            }
            arrived.complete(bytes.toByteArray());
          });
      send(agency);
      copy(agency, new ByteArrayOutputStream());
      return arrived.get();
    }
  }

  private static void send(Socket agency) {
    try {
      agency.getOutputStream().write(FRAMES);
      agency.shutdownOutput();
    } catch (IOException _) {
      // Ended by the proxy.
    }
  }

  private static void copy(Socket from, ByteArrayOutputStream to) {
    try {
      from.getInputStream().transferTo(to);
    } catch (IOException _) {
      // Ended by a reset.
    }
  }

  private static byte[] frames(int count) {
    ByteBuffer bytes = ByteBuffer.allocate(count * FRAME_BYTES);
    for (int i = 0; i < count; i++) {
      bytes.putInt(FRAME_BYTES - 4).put(new byte[FRAME_BYTES - 4]);
    }
    return bytes.array();
  }
}
