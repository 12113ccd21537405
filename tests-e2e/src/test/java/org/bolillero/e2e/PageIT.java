package org.bolillero.e2e;

import static org.bolillero.e2e.Patience.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** What a browser shows of an office, and that it goes on to show it. */
@Tag("browser")
class PageIT {
  private static final String ROWS = ".agencies tbody tr:not(.space)";

  @TempDir static Path shared;
  private static Browser browser;
  private static BetFiles bets;
  private static String winningNumber;

  @TempDir Path folder;
  private RunningOffice office;

  @BeforeAll
  static void startBrowser() throws Exception {
    bets = BetFiles.generate(Lottery.ROOT, shared.resolve("bets"), 3, 3_000);
    String bet = bets.bets(1).getFirst();
    int number = Integer.parseInt(bet.substring(bet.lastIndexOf(',') + 1).strip());
    winningNumber = "%04d".formatted(number);
    browser = new Browser(shared.resolve("profile"));
  }

  @AfterAll
  static void endBrowser() {
    browser.close();
  }

  @BeforeEach
  void open() throws Exception {
    office = new RunningOffice(folder);
    browser.open(office.page());
    browser.awaitText("#connection", "live");
  }

  @AfterEach
  void close() {
    office.close();
  }

  @Test
  void aDrawIsFollowedFromItsOpeningToItsResult() throws Exception {
    browser.awaitText("#no-draws", "No draw is open.");
    office.decide("open", "7", "--agencies=1-3", "--closes-at=" + soon());
    browser.awaitText(".draw h3", "Draw 7");
    assertEquals("open", browser.text("[aria-current=step]"));
    assertTrue(browser.text(".countdown").startsWith("closes in "), browser.text(".countdown"));

    office.deliver(7, 1, bets);
    office.deliver(7, 2, bets);
    browser.awaitText("[data-field=finished]", "2 of 3");
    assertEquals(List.of("3", "missing", "0"), browser.texts(ROWS + " td"));
    int stored = bets.bets(1).size() + bets.bets(2).size();
    browser.awaitText(".draw [data-field=bets]", "%,d".formatted(stored));
    browser.awaitText("#office [data-field=bets]", "%,d".formatted(stored));
    await().until(() -> browser.text("figcaption").matches(".*at most [1-9].*"));
    assertTrue(browser.text("[data-field=p99]").endsWith("ms"), browser.text("[data-field=p99]"));
    browser.awaitText("title", "1 missing – Bolillero");

    office.decide("excuse", "7", "3", "--reason=the roof fell in");
    browser.awaitText("[aria-current=step]", "sealed");
    assertEquals("Draw 7: sealed", browser.text("#news"));
    office.decide("number", "7", winningNumber);
    browser.awaitText("[data-field=number]", winningNumber);
    browser.awaitText("[aria-current=step]", "drawn");
    long winners =
        bets.winners(1, Integer.parseInt(winningNumber))
            + bets.winners(2, Integer.parseInt(winningNumber));
    browser.awaitText("[data-field=winners]", "Winners: " + winners);
    browser.click(".record summary");
    browser.picture("drawn");
    browser.assertNoErrors();
  }

  /** When sales close: later than any test ends. */
  private static String soon() {
    return Instant.now().plus(Duration.ofHours(3)).truncatedTo(ChronoUnit.MINUTES).toString();
  }

  @Test
  void threeThousandAgenciesAreInOneTable() throws Exception {
    office.decide("open", "8", "--agencies=1-3000", "--closes-at=" + soon());
    office.deliver(8, 1, bets);
    office.deliver(8, 2, bets);
    browser.awaitText("[data-field=missing]", "2,998");
    browser.awaitText(".agencies .found", "2,998 of 3,000");
    assertTrue(browser.texts(ROWS).size() < 100, "rows in the page");
    browser.picture("missing");

    browser.run("document.querySelector('.rows').scrollTop = 1e6");
    await().until(() -> browser.texts(ROWS).getLast().startsWith("3000"));
    assertTrue(browser.texts(ROWS).size() < 100, "rows in the page");
    browser.type(".agencies input", "2990-3000, 17");
    browser.awaitText(".agencies .found", "122 of 3,000"); // 17, 170-179, 1700-1799, and 11 more.
    browser.type(".agencies input", "1-5");
    browser.click(".agencies select [value='']");
    assertEquals("1", browser.text(ROWS + " td"));
    browser.run("document.querySelector('[data-column=bets] button').focus()");
    browser.press(Keys.ENTER);
    browser.press(Keys.ENTER);
    assertEquals("descending", sortOf("bets"));
    assertEquals(null, sortOf("agency"));
    int more = bets.bets(1).size() > bets.bets(2).size() ? 1 : 2;
    assertEquals("" + more, browser.text(ROWS + " td"));
    browser.assertNoErrors();
  }

  private static @Nullable Object sortOf(String column) {
    return browser.run(
        "return"
            + " document.querySelector(`th[data-column=${arguments[0]}]`).getAttribute('aria-sort')",
        column);
  }

  @Test
  void itFitsAPhoneAndADarkRoom() throws Exception {
    office.decide("open", "9", "--agencies=1-40");
    office.deliver(9, 3, bets);
    browser.awaitText("[data-field=finished]", "1 of 40");
    Object light = background();
    browser.prefer("dark");
    assertNotEquals(light, background());
    browser.picture("dark");
    browser.prefer("light");
    browser.resize(360, 740, true);
    browser.click(".record summary");
    await().until(() -> browser.number("innerWidth") == 360);
    assertEquals(360, browser.number("document.documentElement.scrollWidth"));
    browser.click(".record summary");
    browser.run("scrollTo(0, 0)");
    browser.picture("phone");
    browser.resize(1000, 1100, false);
    browser.assertNoErrors();
  }

  private static @Nullable Object background() {
    return browser.run("return getComputedStyle(document.body).backgroundColor");
  }

  @Test
  void itComesBackByItselfAfterTheOffice() throws Exception {
    office.decide("open", "10", "--agencies=1-3");
    office.deliver(10, 1, bets);
    browser.awaitText("[data-field=finished]", "1 of 3");
    browser.run("window.isStillTheSame = true");
    office.kill();
    browser.awaitText("#connection", "connection lost; trying again …");
    office.restart();
    browser.awaitText("#connection", "live");
    assertEquals("connected again", browser.text("#news"));
    office.deliver(10, 2, bets);
    browser.awaitText("[data-field=finished]", "2 of 3");
    assertEquals(true, browser.run("return window.isStillTheSame"));
    browser.assertNoErrors();
  }

  @Test
  void whatSomebodyWritesIsText() {
    String script = "<img src=x onerror=\"window.isTaken=1\"><script>window.isTaken=1</script>";
    office.decide("open", "11", "--agencies=1-2");
    office.decide("excuse", "11", "2", "--reason=" + script);
    await().until(() -> browser.texts(".record tbody td").contains(script));
    assertEquals(0, browser.number("document.querySelectorAll('main img, main script').length"));
    assertEquals(null, browser.run("return window.isTaken"));
    browser.assertNoErrors();
    // Were it not written as text, the policy would forbid it.
    assertEquals(
        "TypeError",
        browser.run(
            "try { document.body.innerHTML = arguments[0]; } catch (e) { return e.name; }",
            script));
    assertEquals(1, browser.complaints().size(), "what the policy says");
  }

  @Test
  void itSpeaksSpanishAndKnowsWhatIsOver() throws Exception {
    office.decide("open", "12", "--agencies=1", "--winning-number=" + winningNumber);
    office.deliver(12, 1, bets);
    browser.speak("es-AR");
    browser.open(office.page());
    browser.awaitText("#connection", "en vivo");
    assertEquals("es", browser.run("return document.documentElement.lang"));
    browser.awaitText("#draws-title", "Sorteos");
    assertFalse(browser.texts("[data-word]").contains(""), "a word is missing");
    browser.click("#over summary");
    await().until(() -> browser.texts("#over tbody td").contains(winningNumber));
    browser.click("#over tbody button");
    browser.awaitText("#over-draw h3", "Sorteo 12");
    browser.awaitText("#over-draw [data-field=finished]", "1 de 1");
    browser.assertNoErrors();
    browser.speak("en-GB");
  }
}
