package org.bolillero.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import org.bolillero.integration.Programs.Running;
import org.bolillero.integration.Programs.Surroundings;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program, and those who watch over it. */
class WatchedIT {
  /** Of what is not there until it has happened, and of certificates, which this office has not. */
  private static final Set<String> NOT_HERE =
      Set.of(
          "bolillero_connections_refused_total",
          "bolillero_tls_certificate_expiry_timestamp_seconds");

  /** What the JVM has to see of them to know that the server calls them rightly. */
  private static final Set<String> VERIFIED =
      Set.of("org.bolillero.watch.Readings", "org.bolillero.watch.Watcher");

  @TempDir Path folder;
  @AutoClose private final Programs programs = new Programs(() -> folder);

  @Test
  void whatIsListedIsServed() throws Exception {
    Running office = programs.office(Surroundings.PLAIN, 0, folder.resolve("data"));
    String address = "127.0.0.1:" + office.adminPort();
    Running opened =
        programs.run(
            "draw",
            "open",
            "1",
            "--agencies=1-3",
            "--closes-at=2999-12-24T21:00:00Z",
            "--admin=" + address,
            "--token-file=" + folder.resolve("data/admin.token"));
    assertEquals(0, opened.exitCode(), opened::log);
    String scrape = get(address, "/metrics");
    Set<String> listed = names("(?m)^(bolillero_\\w+)", programs.run("metrics", "list").out());
    assertTrue(listed.size() > 15, listed::toString);
    listed.removeAll(NOT_HERE);
    assertEquals(listed, names("(?m)^# TYPE (bolillero_\\w+)", scrape));
    assertTrue(scrape.contains("bolillero_agencies{draw=\"1\",state=\"open\"} 3.0\n"), scrape);
    assertTrue(scrape.contains("jvm_memory_used_bytes{area=\"heap\"}"), scrape);
    assertEquals("ok", get(address, "/livez"));
    assertEquals("ok", get(address, "/readyz"));
  }

  @Tag("long")
  @Test
  void anOfficeThatNobodyCanAskLoadsNothingForIt() throws Exception {
    Set<String> plain = loaded("plain");
    assertFalse(plain.isEmpty());
    assertEquals(Set.of(), plain.stream().filter(WatchedIT::isForWatchers).collect(toSet()));
    Set<String> asked = loaded("asked", "--admin=127.0.0.1:0");
    assertTrue(asked.contains("org.bolillero.watch.Watcher"));
    assertEquals(
        Set.of(),
        asked.stream().filter(each -> each.startsWith("io.prometheus.")).collect(toSet()));
  }

  private static boolean isForWatchers(String type) {
    return type.startsWith("io.prometheus.")
        || type.startsWith("java.lang.management.")
        || (type.startsWith("org.bolillero.watch.") && !VERIFIED.contains(type));
  }

  /** The classes that an office has when it takes connections, without those of the cache. */
  private Set<String> loaded(String name, String... more) throws Exception {
    Path log = folder.resolve(name + ".classes");
    var surroundings =
        new Surroundings(
            List.of(),
            Map.of(),
            List.of(
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:AOTMode=off",
                "-Xlog:class+load:file=" + log));
    Running office = programs.server(surroundings, 0, "1", folder.resolve(name), more);
    office.port();
    office.terminate();
    assertEquals(0, office.exitCode(), office::log);
    return names("(?m)\\] (\\S+) source: ", Files.readString(log));
  }

  private static Collector<String, ?, Set<String>> toSet() {
    return Collectors.toCollection(TreeSet::new);
  }

  private static Set<String> names(String pattern, String text) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map((MatchResult each) -> each.group(1))
        .collect(toSet());
  }

  private static String get(String address, String path) throws IOException {
    try (var in = URI.create("http://" + address + path).toURL().openStream()) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
