package org.bolillero.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.bolillero.fuzz.Seed;
import org.bolillero.lottery.BetBatch;
import org.bolillero.lottery.Digest;
import org.bolillero.office.testing.StoredLog;
import org.bolillero.office.testing.TestBets;
import org.bolillero.protocol.Request;
import org.bolillero.protocol.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Valid messages in any order, one by one and pipelined, are answered as a plain model says. */
class RandomConversationTest {
  private static final int CONVERSATIONS = 15;
  private static final int CHUNKS = 25;
  private static final Request.AskWinners WAIT = new Request.AskWinners(true);

  @TempDir Path folder;

  @Test
  void anyOrderOfMessagesIsAnsweredAsTheModelSays() {
    Seed.run(random -> {
      for (int i = 0; i < CONVERSATIONS; i++) {
        Path own = folder.resolve("office-" + i);
        ModelOffice model = new ModelOffice();
        try (CentralOffice office = new OfficeSetup(own, 2).open()) {
          converse(office, model, random);
        }
        assertEquals(model.bets, StoredLog.in(own).bets(1));
      }
    });
  }

  private static void converse(CentralOffice office, ModelOffice model, RandomGenerator random)
      throws Exception {
    TestAgency agency = new TestAgency(office.port(), 1);
    for (int i = 0; i < CHUNKS; i++) {
      boolean open = exchange(office, agency, model, random);
      if (!open) {
        agency.hangUp();
        agency = new TestAgency(office.port(), 1);
        model.greeted = false;
      }
    }
    agency.hangUp();
  }

  /** Sends some requests at once and compares the answers; false if an error was among them. */
  private static boolean exchange(
      CentralOffice office, TestAgency agency, ModelOffice model, RandomGenerator random)
      throws Exception {
    List<Request> requests = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    boolean open = true;
    int size = random.nextInt(1, 6);
    while (requests.size() < size) {
      Request request = request(model, random);
      boolean waits = request.equals(WAIT) && model.greeted && model.finished;
      if (waits && !model.isDrawn()) {
        break; // Alone, because the other agency finishes meanwhile.
      }
      requests.add(request);
      if (open) {
        expected.add(model.answer(request));
        open = !isError(expected.getLast());
      }
    }
    if (requests.isEmpty()) {
      agency.send(WAIT);
      TestAgency.wholeJob(office.port(), 2, TestBets.of(2, 1, 0));
      model.otherFinished = true;
      expected.add(model.answer(WAIT));
    }
    agency.send(requests.toArray(Request[]::new));
    assertEquals(
        Answers.collapsed(expected), Answers.collapsed(answers(agency)), requests::toString);
    return open;
  }

  /** All answers up to that to one more ping, or to the end of the connection. */
  private static List<String> answers(TestAgency agency) throws Exception {
    Request.Ping last = new Request.Ping(ByteBuffer.wrap(new byte[] {42}));
    agency.sendIfOpen(last);
    List<String> answers = new ArrayList<>();
    while (true) {
      Optional<Response> response = agency.receiveIfAny();
      if (response.isEmpty() || response.get().equals(new Response.Pong(last.echo()))) {
        return answers;
      }
      answers.add(Answers.describe(response.get()));
    }
  }

  private static boolean isError(String answer) {
    return answer.matches("[A-Z_]+") && !answer.equals("PONG");
  }

  /** Mostly what could come next, and sometimes anything. */
  private static Request request(ModelOffice model, RandomGenerator random) {
    int stored = model.bets.size();
    if (model.greeted && model.finished && random.nextInt(3) == 0) {
      return new Request.AskWinners(random.nextBoolean());
    }
    return switch (random.nextInt(model.greeted ? 16 : 6)) {
      case 0 -> new Request.Ping(ByteBuffer.allocate(random.nextInt(65)));
      case 1 ->
          new Request.Hello(rarely(random) ? 2 : 1, rarely(random) ? 2 : 1, rarely(random) ? 3 : 1);
      case 2, 3 -> model.greeted ? batch(stored, random) : new Request.Hello(1, 1, 1);
      case 4 -> new Request.AskWinners(random.nextBoolean());
      case 5 -> finish(model, random);
      case 6 -> batch(random.nextInt(stored + 3), random);
      case 7 -> new Request.Batch(stored, TestBets.withBadNumber(1, stored, 3, random.nextInt(3)));
      case 8 -> rarely(random) ? finish(model, random) : batch(stored, random);
      default -> batch(stored, random);
    };
  }

  private static boolean rarely(RandomGenerator random) {
    return random.nextInt(8) == 0;
  }

  private static Request.Batch batch(int first, RandomGenerator random) {
    BetBatch bets = TestBets.random(1, first, random.nextInt(1, 8), random);
    return new Request.Batch(first, bets);
  }

  private static Request.Finish finish(ModelOffice model, RandomGenerator random) {
    Digest digest = rarely(random) ? Digest.of(ByteBuffer.allocate(1)) : model.digest();
    return new Request.Finish(model.bets.size() + (rarely(random) ? 1 : 0), digest);
  }
}
