package org.bolillero.lottery;

import static org.bolillero.lottery.Bets.TODAY;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bolillero.fuzz.FuzzTarget;
import org.bolillero.lottery.PlainBatch.Place;

/** Bytes are no batch, or one that is judged as a plain reading of them is. */
final class BatchTarget implements FuzzTarget {
  @Override
  public String run(byte[] input) {
    Optional<PlainBatch> plain = PlainBatch.parse(input);
    BetBatch batch;
    try {
      batch = BetBatch.parse(ByteBuffer.wrap(input.clone()));
    } catch (MalformedBatchException _) {
      assertEquals(Optional.empty(), plain, "refused");
      return "malformed";
    }
    assertArrayEquals(input, plain.orElseThrow().bytes());
    assertArrayEquals(input, Bets.bytes(batch.bytes()));
    Optional<BetProblem> problem = batch.firstProblem(TODAY);
    assertEquals(
        plain.get().firstProblem(TODAY),
        problem.map(each -> new Place(each.position(), each.field())));
    List<Bet> bets = new ArrayList<>();
    batch.forEach(bets::add);
    assertEquals(batch.count(), bets.size());
    for (Bet bet : bets.subList(0, Math.min(10, bets.size()))) {
      assertEquals(
          plain.get().documents(bet.number()), Bets.documents(batch, bet.number()), "documents");
    }
    BetStreamDigest digest = new BetStreamDigest();
    digest.update(batch);
    assertEquals(plain.get().digest(), digest.value().toString());
    if (problem.isPresent()) {
      return "bad " + problem.get().field();
    }
    assertArrayEquals(input, Bets.bytes(Bets.batch(bets).bytes()));
    return "valid";
  }
}
