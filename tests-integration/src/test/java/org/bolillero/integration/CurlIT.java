package org.bolillero.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.bolillero.fuzz.Patience.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bolillero.integration.Programs.Running;
import org.bolillero.integration.Programs.Surroundings;
import org.bolillero.pki.testing.TestAuthority;
import org.bolillero.pki.testing.TestCertificate;
import org.bolillero.pki.testing.TestFiles;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Officials decide by a client that is not ours, over another implementation of TLS. */
class CurlIT {
  @TempDir Path folder;
  @AutoClose private final Programs programs = new Programs(() -> folder);
  private final TestAuthority authority = TestAuthority.named("authority");
  private Path ca;
  private Running server;

  /** What curl got: its own exit code, the status and the body. */
  record Answer(int exitCode, int status, String body) {
    String field(String name) {
      return JsonParser.parseString(body).getAsJsonObject().get(name).getAsString();
    }
  }

  @BeforeEach
  void open() throws Exception {
    assumeTrue(
        Stream.of("/usr/bin/curl", "/usr/local/bin/curl")
            .map(Path::of)
            .anyMatch(Files::isExecutable),
        "needs curl");
    ca = authority.writeTo(folder, "ca");
    TestFiles files = authority.office("localhost", "127.0.0.1").issue().writeTo(folder, "office");
    server =
        programs.office(
            Surroundings.PLAIN,
            0,
            folder.resolve("data"),
            "--tls-cert=" + files.certificate(),
            "--tls-key=" + files.key(),
            "--tls-ca=" + ca);
  }

  private Answer curl(Optional<TestCertificate> by, String path, String... body)
      throws IOException, InterruptedException {
    return curlAll(by, "/api" + path, body);
  }

  private Answer curlAll(Optional<TestCertificate> by, String path, String... body)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("curl", "--silent", "--show-error"));
    command.addAll(List.of("--max-time", "60", "--noproxy", "*"));
    command.addAll(List.of("--cacert", ca.toString(), "--write-out", "\n%{http_code}"));
    if (by.isPresent()) {
      TestFiles files = by.get().writeTo(folder, "own");
      command.addAll(List.of("--cert", files.certificate().toString()));
      command.addAll(List.of("--key", files.key().toString()));
    }
    for (String each : body) {
      command.addAll(List.of("--header", "Content-Type: application/json", "--data", each));
    }
    command.add("https://localhost:" + server.adminPort() + path);
    Path out = folder.resolve("curl.out");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile()).start();
    int exitCode = process.waitFor();
    String all = Files.readString(out, UTF_8);
    int end = all.lastIndexOf('\n');
    return new Answer(exitCode, Integer.parseInt(all.substring(end + 1)), all.substring(0, end));
  }

  private Answer ask(TestCertificate by, String path, String... body) throws Exception {
    Answer answer = curl(Optional.of(by), path, body);
    assertEquals(0, answer.exitCode(), answer::body);
    return answer;
  }

  @Test
  void p10TwoOfficialsDecideByTheirCertificates() throws Exception {
    TestCertificate ana = authority.official("ana").issue();
    TestCertificate eva = authority.official("eva").issue();
    String opening = "{\"draw\":1,\"agencies\":\"1\",\"officials\":2}";
    Answer opened = ask(ana, "/draws", opening);
    assertEquals(201, opened.status(), opened::body);
    assertEquals(200, ask(ana, "/draws/1/close", "{\"reason\":\"late\"}").status());
    assertEquals(
        200, ask(eva, "/draws/1/excuse", "{\"agency\":1,\"reason\":\"no show\"}").status());
    await().until(() -> ask(ana, "/draws/1").field("state").equals("sealed"));
    String number = "{\"number\":\"0123\"}";
    assertEquals("waits_for_the_other", ask(ana, "/draws/1/number", number).field("entry"));
    Answer posing = ask(ana, "/draws/1/number", "{\"number\":123,\"official\":\"eva\"}");
    assertEquals(403, posing.status());
    assertTrue(posing.field("error").contains("expected ana"), posing::body);
    assertEquals("accepted", ask(eva, "/draws/1/number", number).field("entry"));
    List<String> who = new ArrayList<>();
    for (JsonElement line :
        JsonParser.parseString(ask(ana, "/draws/1").body())
            .getAsJsonObject()
            .getAsJsonArray("record")) {
      who.add(line.getAsJsonObject().get("who").getAsString());
    }
    assertTrue(who.contains("ana") && who.contains("eva"), who::toString);
    assertFalse(Files.exists(folder.resolve("data").resolve("admin.token")));
  }

  @Test
  void whoeverSpeaksForNobodyMayWatch() throws Exception {
    Optional<TestCertificate> nobody =
        Optional.of(authority.official("ana").withoutNames().issue());
    assertEquals("ok", curlAll(nobody, "/readyz").body());
    Answer scrape = curlAll(nobody, "/metrics");
    assertEquals(200, scrape.status(), scrape::body);
    assertTrue(
        scrape.body().contains("bolillero_tls_certificate_expiry_timestamp_seconds{use=\"own\"}"),
        scrape::body);
    assertEquals(403, curlAll(nobody, "/api/draws").status());
    Optional<TestCertificate> agency = Optional.of(authority.agency(1).issue());
    assertEquals(403, curlAll(agency, "/metrics").status());
  }

  @Test
  void p10NobodyElseDecides() throws Exception {
    String opening = "{\"draw\":1,\"agencies\":\"1\"}";
    Answer agency = ask(authority.agency(1).issue(), "/draws", opening);
    assertEquals(403, agency.status());
    assertTrue(agency.field("error").contains("urn:bolillero:agency:1"), agency::body);
    assertEquals(403, ask(authority.agency(1).issue(), "/draws").status());
    Answer nobody = curl(Optional.empty(), "/draws", opening);
    assertTrue(nobody.exitCode() != 0 && nobody.status() == 0, nobody::toString);
    TestCertificate foreign = TestAuthority.named("authority").official("ana").issue();
    Answer stranger = curl(Optional.of(foreign), "/draws", opening);
    assertTrue(stranger.exitCode() != 0 && stranger.status() == 0, stranger::toString);
    Answer seen = ask(authority.witness("notary").issue(), "/draws");
    assertEquals("{\"draws\":[]}", seen.body().strip());
  }
}
