package org.bolillero.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.bolillero.fuzz.Patience.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bolillero.admin.RawClient.Reply;
import org.bolillero.office.OfficeEvent;
import org.bolillero.office.testing.TestBets;
import org.bolillero.pki.testing.TestAuthority;
import org.bolillero.pki.testing.TestCertificate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nobody decides for the office but its officials, and each of them by the own certificate. */
class P10OfficialsTest extends WithOffice {
  private static final String NOTHING = "X-Nothing: to say";
  private static final String OPENING = "{\"draw\":1,\"agencies\":\"1\"}";

  private TestCertificates certificates;
  private TestAuthority authority;

  @BeforeEach
  @Override
  void open() throws Exception {
    certificates = new TestCertificates(folder);
    authority = certificates.authority;
    office = certificates.open(folder);
  }

  private RawClient.Maker by(TestCertificate certificate) throws Exception {
    return certificates.by(office, certificate);
  }

  private Reply post(TestCertificate by, String path, String body) throws Exception {
    return office.postBy(by(by), NOTHING, path, body);
  }

  private Reply get(TestCertificate by) throws Exception {
    return RawClient.ask(by(by), RawClient.request("GET", "/api/draws", "", office.own()));
  }

  private void assertNothingIsDecided() throws Exception {
    assertEquals("{\"draws\":[]}\n", office.get("/api/draws").body());
  }

  @Test
  void theNameOnRecordIsThatOfTheCertificate() throws Exception {
    assertFalse(Files.exists(folder.resolve("admin.token")));
    assertEquals(201, office.post("/api/draws", OPENING).status());
    Reply closed = office.post("/api/draws/1/close", "{\"reason\":\"late\",\"official\":\"Ana\"}");
    assertEquals(200, closed.status(), closed::body);
    for (var line : office.show(1).getAsJsonArray("record")) {
      assertEquals("ana", line.getAsJsonObject().get("who").getAsString());
    }
  }

  @Test
  void nobodyDecidesUnderTheNameOfAnother() throws Exception {
    Reply reply = office.post("/api/draws", "{\"draw\":1,\"agencies\":\"1\",\"official\":\"eva\"}");
    assertEquals(403, reply.status(), reply::body);
    assertTrue(reply.error().contains("expected ana"), reply.error());
    assertTrue(reply.error().contains("found 'eva'"), reply.error());
    assertNothingIsDecided();
  }

  @Test
  void twoOfficialsAreTwoCertificates() throws Exception {
    office.open(1, "1", ",\"officials\":2");
    office.deliver(1, 1, TestBets.of(1, 5, 2));
    office.awaitState(1, "sealed");
    Reply first = office.post("/api/draws/1/number", "{\"number\":7574}");
    assertEquals("waits_for_the_other", entry(first));
    Reply posing = office.post("/api/draws/1/number", "{\"number\":7574,\"official\":\"eva\"}");
    assertEquals(403, posing.status());
    assertEquals(409, office.post("/api/draws/1/number", "{\"number\":7574}").status());
    TestCertificate eva = authority.official("eva").issue();
    assertEquals("accepted", entry(post(eva, "/api/draws/1/number", "{\"number\":7574}")));
    office.awaitState(1, "drawn");
    String record = office.show(1).get("record").toString();
    assertTrue(record.contains("ana") && record.contains("eva"), record);
  }

  private static String entry(Reply reply) {
    assertEquals(200, reply.status(), reply::body);
    return reply.json().get("entry").getAsString();
  }

  @Test
  void agenciesSeeAndDecideNothing() throws Exception {
    TestCertificate agency = authority.agency(1).issue();
    Reply seen = get(agency);
    assertEquals(403, seen.status());
    assertTrue(seen.error().contains("urn:bolillero:agency:1"), seen.error());
    assertEquals(403, post(agency, "/api/draws", OPENING).status());
    assertEquals(403, post(agency, "/api/reload", "{}").status());
    assertNothingIsDecided();
  }

  @Test
  void witnessesSeeAndDecideNothing() throws Exception {
    TestCertificate witness = authority.witness("notary").issue();
    assertEquals(200, get(witness).status());
    Reply decided = post(witness, "/api/draws", OPENING);
    assertEquals(403, decided.status());
    assertTrue(decided.error().contains("urn:bolillero:witness:notary"), decided.error());
    assertEquals(403, post(witness, "/api/reload", "{}").status());
    assertNothingIsDecided();
  }

  @Test
  void whoeverSpeaksForNobodyWatchesOnly() throws Exception {
    TestCertificate nobody = authority.official("ana").withoutNames().issue();
    assertEquals(200, watch(nobody).status());
    assertEquals(403, get(nobody).status());
    assertEquals(200, watch(authority.witness("notary").issue()).status());
    assertEquals(200, watch(authority.official("eva").issue()).status());
    assertEquals(403, watch(authority.agency(1).issue()).status());
    TestCertificate two = authority.official("ana").uri("urn:bolillero:agency:1").issue();
    assertEquals(403, watch(two).status());
  }

  private Reply watch(TestCertificate by) throws Exception {
    return RawClient.ask(by(by), RawClient.request("GET", "/readyz", "", office.own()));
  }

  @Test
  void aCertificateSpeaksForOneOfficial() throws Exception {
    List<TestCertificate> wrong =
        List.of(
            authority.official("ana").uri("urn:bolillero:official:eva").issue(),
            authority.official("ana").uri("urn:bolillero:agency:1").issue(),
            authority.official("ana").withoutNames().issue(),
            authority.official("office").issue());
    for (TestCertificate each : wrong) {
      Reply reply = post(each, "/api/draws", OPENING);
      assertEquals(403, reply.status(), reply::body);
      assertFalse(reply.error().isEmpty());
    }
    assertNothingIsDecided();
  }

  @Test
  void whoeverHasNoGoodCertificateIsNotHeard() throws Exception {
    List<TestCertificate> wrong =
        List.of(
            TestAuthority.named("authority").official("ana").issue(),
            authority.official("ana").expired().issue(),
            authority.office("localhost").uri("urn:bolillero:official:ana").issue());
    for (TestCertificate each : wrong) {
      assertIsNotHeard(by(each));
    }
    await()
        .until(() ->
            office.heard().stream().filter(OfficeEvent.ConnectionInsecure.class::isInstance).count()
                == wrong.size());
    assertNothingIsDecided();
  }

  private void assertIsNotHeard(RawClient.Maker maker) throws Exception {
    try (RawClient client = maker.connect()) {
      String[] request = RawClient.request("POST", "/api/draws", OPENING, office.own());
      try {
        client.send(String.join("\r\n", request));
      } catch (IOException _) {
        return; // Ended before it was sent.
      }
      assertEquals("", new String(client.receiveBytes(), UTF_8));
    }
  }

  @Test
  void whoeverIsRevokedHasNoSayOverAnOpenConnection() throws Exception {
    TestCertificate eva = authority.official("eva").issue();
    String asking = "GET /api/draws HTTP/1.1\r\nHost: localhost\r\n\r\n";
    try (RawClient open = by(eva).connect()) {
      open.send(asking);
      String first = open.receiveUntil("\r\n0\r\n\r\n");
      assertTrue(first.startsWith("HTTP/1.1 200 OK\r\n"), first);
      certificates.revoke(eva);
      Reply reloaded = office.post("/api/reload", "{}");
      assertEquals(200, reloaded.status(), reloaded::body);
      open.send(asking);
      String second = open.receiveUntil("\r\n0\r\n\r\n");
      assertTrue(second.startsWith("HTTP/1.1 403 Forbidden\r\n"), second);
      assertTrue(second.contains("revoked"), second);
    }
    assertIsNotHeard(by(eva));
  }

  @Test
  void whoeverIsRevokedWatchesNoLonger() throws Exception {
    TestCertificate eva = authority.official("eva").issue();
    try (EventReader viewer = new EventReader(by(eva).connect())) {
      viewer.assertBegins();
      certificates.revoke(eva);
      assertEquals(200, office.post("/api/reload", "{}").status());
      int draws = 0;
      while (viewer.next().isPresent()) {
        office.open(++draws, "1", ""); // So that there is something to tell.
      }
      assertTrue(draws < 10, "watches on");
    }
  }

  @Test
  void aReloadSaysWhatIsInForce() throws Exception {
    Reply reply = office.post("/api/reload", "{}");
    assertEquals(200, reply.status(), reply::body);
    List<String> uses =
        reply.json().getAsJsonArray("certificates").asList().stream()
            .map(each -> each.getAsJsonObject().get("use").getAsString())
            .toList();
    assertEquals(List.of("own", "authority", "revocations"), uses);
    JsonObject own = reply.json().getAsJsonArray("certificates").get(0).getAsJsonObject();
    assertTrue(own.get("file").getAsString().endsWith("office.pem"), own::toString);
    assertTrue(own.get("expiry").getAsString().endsWith("Z"), own::toString);
  }

  @Test
  void aReloadThatFailsSaysWhyAndChangesNothing() throws Exception {
    Path spoilt = certificates.spoilRevocations();
    Reply reply = office.post("/api/reload", "{}");
    assertEquals(409, reply.status(), reply::body);
    assertTrue(reply.error().contains(spoilt.toString()), reply.error());
    assertEquals(201, office.post("/api/draws", OPENING).status());
  }
}
