package org.bolillero.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.bolillero.lottery.Bet;
import org.bolillero.lottery.BetBatchBuilder;
import org.bolillero.lottery.BetRules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BetGeneratorTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 1, 1);
  private static final Pattern ROW =
      Pattern.compile("([\\p{L}' ]+),([\\p{L}' ]+),(\\d{8}),(\\d{4}-\\d\\d-\\d\\d),(\\d{1,4})");

  /** Whoever changes this changes what everybody's seeds generate. */
  @Test
  void theSameSeedMakesTheSameBytesForEver() throws Exception {
    var generator = new BetGenerator(42, 5, 10_000);
    assertArrayEquals(new long[] {2763, 2384, 1661, 2254, 938}, bets(generator));
    assertEquals(
        List.of(
            "0f8b9c349543f4e11207fc86554f460aa543d7b1e282d89ed9abbd9f3684d555",
            "de5016c57931f23e0cd1fca8e512f7b1d8509620bb1da1cc5bf4e379ea44e4f4"),
        List.of(digest(file(generator, 1)), digest(file(generator, 5))));
    assertEquals(
        "Victoria Paula,Ferreyra,31560205,1981-05-02,1793",
        new String(file(generator, 2), UTF_8).lines().findFirst().orElseThrow());
  }

  @Test
  void anAgencyDependsOnNeitherTheOrderNorTheNumberOfBets() throws IOException {
    byte[] few = file(new BetGenerator(7, 3, 300), 2);
    byte[] many = file(new BetGenerator(7, 3, 30_000), 2);
    assertArrayEquals(few, Arrays.copyOf(many, few.length));
  }

  @Test
  void anotherSeedMakesOtherBets() throws IOException {
    byte[] one = file(new BetGenerator(1, 2, 100), 1);
    byte[] two = file(new BetGenerator(2, 2, 100), 1);
    byte[] other = file(new BetGenerator(1, 2, 100), 2);
    assertFalse(Arrays.equals(one, 0, 500, two, 0, 500));
    assertFalse(Arrays.equals(one, 0, 500, other, 0, 500));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 0",
    "1, 1",
    "1, 100000",
    "5, 0",
    "5, 3",
    "5, 100000",
    "10000, 9999",
    "40, 1000000000000"
  })
  void theSharesAddUpExactly(int agencies, long total) {
    for (long seed = 0; seed < 20; seed++) {
      long[] bets = bets(new BetGenerator(seed, agencies, total));
      assertEquals(agencies, bets.length);
      assertEquals(total, Arrays.stream(bets).sum());
      assertTrue(Arrays.stream(bets).allMatch(count -> count >= 0));
    }
  }

  @Test
  void theSharesAreUnequalButNotByTooMuch() {
    long[] bets = bets(new BetGenerator(3, 100, 1_000_000));
    long least = Arrays.stream(bets).min().orElseThrow();
    long most = Arrays.stream(bets).max().orElseThrow();
    assertTrue(most > 2 * least && most <= 5 * least, least + " to " + most);
  }

  @Test
  void everyRowIsAValidBet() throws Exception {
    var generator = new BetGenerator(5, 2, 50_000);
    for (int agency = 1; agency <= 2; agency++) {
      String text = new String(file(generator, agency), UTF_8);
      assertTrue(text.endsWith("\n"));
      List<String> rows = text.lines().toList();
      assertEquals(generator.bets(agency), rows.size());
      for (String row : rows) {
        assertTrue(row.getBytes(UTF_8).length < BetRows.ROW_BYTES_MAX, row);
        var matcher = ROW.matcher(row);
        assertTrue(matcher.matches(), row);
        var bet =
            new Bet(
                matcher.group(1),
                matcher.group(2),
                matcher.group(3),
                LocalDate.ofEpochDay(BetRules.parseBirthDay(matcher.group(4))),
                BetRules.parseNumber(matcher.group(5)));
        // It checks every rule.
        assertTrue(new BetBatchBuilder(1, 1_000, TODAY).add(bet));
      }
    }
  }

  @Test
  void everyNumberIsPlayed() throws IOException {
    long count =
        new String(file(new BetGenerator(9, 1, 200_000), 1), UTF_8)
            .lines()
            .map(row -> row.substring(row.lastIndexOf(',') + 1))
            .distinct()
            .count();
    assertEquals(BetRules.NUMBER_MAX + 1, count);
  }

  @Test
  void progressGrowsUpToTheNumberOfBets() throws IOException {
    var generator = new BetGenerator(1, 1, 10_000);
    List<Long> progress = new ArrayList<>();
    generator.write(1, new ByteArrayOutputStream(), progress::add);
    assertEquals(progress.stream().sorted().toList(), progress);
    assertEquals(10_000, progress.getLast());
    assertTrue(progress.size() > 2);
  }

  private static long[] bets(BetGenerator generator) {
    long[] bets = new long[generator.agencies()];
    Arrays.setAll(bets, i -> generator.bets(i + 1));
    return bets;
  }

  private static byte[] file(BetGenerator generator, int agency) throws IOException {
    var out = new ByteArrayOutputStream();
    generator.write(agency, out, _ -> {});
    return out.toByteArray();
  }

  private static String digest(byte[] bytes) throws NoSuchAlgorithmException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
