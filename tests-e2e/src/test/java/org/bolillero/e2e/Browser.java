package org.bolillero.e2e;

import static java.util.Objects.requireNonNull;
import static org.bolillero.e2e.Patience.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Chromium without a screen, as Debian packages it. */
final class Browser implements AutoCloseable {
  private static final File CHROMIUM = new File("/usr/bin/chromium");
  private static final File DRIVER = new File("/usr/bin/chromedriver");

  /** What it says when an office is away. */
  private static final String AWAY = "net::ERR_";

  private final ChromeDriver driver;

  /** Starts one with a profile of its own. */
  Browser(Path profile) {
    assertTrue(
        CHROMIUM.canExecute() && DRIVER.canExecute(),
        () -> "expected " + CHROMIUM + " and " + DRIVER + ", of packages of Debian");
    ChromeOptions options = new ChromeOptions();
    options.setBinary(CHROMIUM);
    options.addArguments(
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--user-data-dir=" + profile);
    LoggingPreferences all = new LoggingPreferences();
    all.enable(LogType.BROWSER, Level.ALL);
    options.setCapability("goog:loggingPrefs", all);
    driver =
        new ChromeDriver(
            new ChromeDriverService.Builder().usingDriverExecutable(DRIVER).build(), options);
    speak("en-GB");
    resize(1000, 1100, false);
    prefer("light");
  }

  /** Lets it ask for a language. */
  void speak(String language) {
    Object agent = driver.executeScript("return navigator.userAgent");
    driver.executeCdpCommand(
        "Emulation.setUserAgentOverride",
        Map.of("userAgent", String.valueOf(agent), "acceptLanguage", language));
  }

  /** Lets its window have a size, or a phone's screen. */
  void resize(int width, int height, boolean isPhone) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", isPhone));
  }

  /** Lets its user prefer dark or light. */
  void prefer(String scheme) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  void open(String address) {
    driver.get(address);
  }

  /** What a script in the page gives. */
  @Nullable Object run(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  /** The text of the first element, empty if there is none. */
  String text(String selector) {
    return String.valueOf(
        run("return document.querySelector(arguments[0])?.textContent.trim() ?? ''", selector));
  }

  /** The texts of all elements. */
  List<String> texts(String selector) {
    Object found =
        run(
            "return [...document.querySelectorAll(arguments[0])].map(each => each.textContent)",
            selector);
    return ((List<?>) requireNonNull(found)).stream().map(String::valueOf).toList();
  }

  long number(String script) {
    return ((Number) requireNonNull(run("return " + script))).longValue();
  }

  void awaitText(String selector, String expected) {
    await().untilAsserted(() -> assertEquals(expected, text(selector)));
  }

  void click(String selector) {
    driver.findElement(By.cssSelector(selector)).click();
  }

  void type(String selector, String text) {
    driver.findElement(By.cssSelector(selector)).sendKeys(Keys.chord(Keys.CONTROL, "a"), text);
  }

  /** Presses a key where the focus is. */
  void press(Keys key) {
    driver.switchTo().activeElement().sendKeys(key);
  }

  /** Keeps what is seen. */
  void picture(String name) throws IOException {
    Path folder = Files.createDirectories(Path.of(System.getProperty("bolillero.pictures")));
    Files.write(folder.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
  }

  /** Nothing was complained of. */
  void assertNoErrors() {
    assertEquals(List.of(), complaints());
  }

  /** What was complained of since somebody has asked, but for an office that is away. */
  List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(LogEntry::getMessage)
        .filter(each -> !each.contains(AWAY))
        .toList();
  }

  @Override
  public void close() {
    driver.quit();
  }
}
