package org.bolillero.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.bolillero.admin.Route.Choice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTest {
  @Test
  void theDrawsAndEachOfThemHaveAPath() {
    assertEquals(Optional.of(new Route.All()), Route.of("/api/draws"));
    assertEquals(Optional.of(new Route.One(1)), Route.of("/api/draws/1"));
    assertEquals(Optional.of(new Route.One(2147483647)), Route.of("/api/draws/2147483647"));
  }

  @Test
  void thePageIsAtTheRootAndItsFilesAreBesideIt() {
    assertEquals(Optional.of(new Route.Page(PageFile.PAGE)), Route.of("/"));
    assertEquals(Optional.of(new Route.Page(PageFile.STYLE)), Route.of("/page.css"));
    assertEquals(Optional.of(new Route.Watch()), Route.of("/api/watch"));
  }

  @ParameterizedTest
  @EnumSource(Choice.class)
  void eachDecisionHasAPath(Choice choice) {
    assertEquals(
        Optional.of(new Route.Decide(20, choice)),
        Route.of("/api/draws/20/" + choice.name().toLowerCase(java.util.Locale.ROOT)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/index.html",
        "/page",
        "/../page.js",
        "/api/watch/",
        "/api",
        "/api/draws/",
        "/api/draws/0",
        "/api/draws/01",
        "/api/draws/-1",
        "/api/draws/2147483648",
        "/api/draws/99999999999999999999",
        "/api/draws/x",
        "/api/draws/1/",
        "/api/draws/1/open",
        "/api/draws/1/CLOSE",
        "/api/draws/1/close/",
        "/api/draws/1/../1",
        "/api/draws/%31",
        "/api/draws/٣",
        "//api/draws"
      })
  void nothingElseHasOne(String path) {
    assertEquals(Optional.empty(), Route.of(path));
  }
}
