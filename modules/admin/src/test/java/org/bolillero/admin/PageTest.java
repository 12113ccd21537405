package org.bolillero.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bolillero.admin.RawClient.Reply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of the page, and what a browser may do with them. */
class PageTest extends WithOffice {
  @ParameterizedTest
  @EnumSource(PageFile.class)
  void eachFileIsThere(PageFile file) throws Exception {
    Reply reply = office.get(file.path());
    assertEquals(200, reply.status());
    assertEquals(text(file), reply.body());
    assertTrue(header(reply, "content-type").endsWith("; charset=utf-8"));
  }

  @Test
  void theTypesAreThoseThatBrowsersInsistOn() throws Exception {
    assertEquals("text/html; charset=utf-8", type(PageFile.PAGE));
    assertEquals("text/javascript; charset=utf-8", type(PageFile.SCRIPT));
    assertEquals("text/css; charset=utf-8", type(PageFile.STYLE));
    assertEquals("image/svg+xml; charset=utf-8", type(PageFile.ICON));
  }

  private String type(PageFile file) throws Exception {
    return header(office.get(file.path()), "content-type");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/page.js", "/api/draws", "/nothing"})
  void noAnswerLetsABrowserDoMoreThanThePageNeeds(String path) throws Exception {
    Reply reply = office.get(path);
    Set<String> policy =
        Set.of(header(reply, "content-security-policy").split("; ")).stream()
            .collect(Collectors.toCollection(TreeSet::new));
    assertTrue(policy.contains("default-src 'none'"), policy::toString);
    assertTrue(policy.contains("script-src 'self'"), policy::toString);
    assertTrue(policy.contains("style-src 'self'"), policy::toString);
    assertTrue(policy.contains("frame-ancestors 'none'"), policy::toString);
    assertTrue(policy.contains("require-trusted-types-for 'script'"), policy::toString);
    assertFalse(policy.toString().contains("unsafe"), policy::toString);
    assertFalse(policy.toString().contains("http"), policy::toString);
    assertEquals("nosniff", header(reply, "x-content-type-options"));
    assertEquals("DENY", header(reply, "x-frame-options"));
    assertEquals("no-referrer", header(reply, "referrer-policy"));
    assertEquals("same-origin", header(reply, "cross-origin-resource-policy"));
  }

  /** What the policy would forbid is not tried either. */
  @Test
  void thePageHasNothingInItsLinesAndNothingOfOthers() throws Exception {
    String page = text(PageFile.PAGE);
    assertFalse(
        Pattern.compile("<script(?![^>]* src=)|<style| style=| on\\w+=").matcher(page).find());
    assertFalse(Pattern.compile("(src|href)=\"(?!#)[^\"]*:").matcher(page).find());
  }

  @Test
  void scriptsWriteTextAsText() throws Exception {
    for (PageFile each : PageFile.values()) {
      String script = text(each);
      assertFalse(
          Pattern.compile("innerHTML|outerHTML|insertAdjacentHTML|document\\.write|eval\\(")
              .matcher(script)
              .find(),
          each::toString);
    }
  }

  @Test
  void whateverAFileAsksForIsThere() throws Exception {
    Set<String> there =
        Stream.of(PageFile.values()).map(each -> each.path()).collect(Collectors.toSet());
    for (PageFile each : PageFile.values()) {
      Pattern.compile("(?:from \"\\.|(?:src|href)=\")/?([a-z]+\\.[a-z]+)\"")
          .matcher(text(each))
          .results()
          .forEach(found -> assertTrue(there.contains("/" + found.group(1)), found::group));
    }
  }

  @Test
  void bothLanguagesHaveAllWords() throws Exception {
    String[] languages = text(PageFile.SCRIPT_OF_WORDS).split("\n  es: \\{", 2);
    Set<String> english = found("\n    (\\w+):", languages[0]);
    Set<String> spanish = found("\n    (\\w+):", languages[1]);
    assertEquals(english, spanish);
    Set<String> wanted = found("data-word=\"(\\w+)\"", text(PageFile.PAGE));
    for (PageFile each : PageFile.values()) {
      wanted.addAll(found("\\bwords\\.(\\w+)", text(each)));
    }
    wanted.remove("js"); // The file's own name.
    wanted.removeAll(english);
    assertEquals(Set.of(), wanted);
  }

  private static Set<String> found(String pattern, String text) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map(each -> each.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String header(Reply reply, String name) {
    return reply.headers().getOrDefault(name, "");
  }

  private static String text(PageFile file) throws Exception {
    String name = file == PageFile.PAGE ? "/index.html" : file.path();
    try (InputStream in = PageFile.class.getResourceAsStream("page" + name)) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
