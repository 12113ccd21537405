package org.bolillero.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bolillero.admin.RawClient.Reply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What programs are told that start an office, stop it, send others to it, or measure it. */
class ProbesTest extends WithOffice {
  @ParameterizedTest
  @ValueSource(strings = {"/livez", "/readyz", "/readyz/disk", "/livez/log", "/readyz/log?verbose"})
  void anOfficeThatWorksIsOk(String path) throws Exception {
    Reply reply = office.get(path);
    assertEquals(200, reply.status(), reply::body);
    assertEquals("ok", reply.body());
    assertEquals("text/plain; charset=utf-8", reply.headers().get("content-type"));
  }

  @Test
  void whoeverWantsToKnowIsToldOfEachCheck() throws Exception {
    assertEquals(
        """
        [+]office ok
        [+]log ok
        [+]threads ok
        [+]accept ok
        livez check passed
        """,
        office.get("/livez?verbose").body());
    assertTrue(office.get("/readyz?verbose=1").body().contains("[+]certificates ok\n"));
  }

  @Test
  void anOfficeThatAgenciesCannotReachIsNotOk() throws Exception {
    office.readings.accept(false);
    Reply reply = office.get("/livez");
    assertEquals(503, reply.status());
    assertEquals(
        """
        [+]office ok
        [+]log ok
        [+]threads ok
        [-]accept failed: agencies cannot connect
        livez check failed
        """,
        reply.body());
    assertEquals(503, office.get("/readyz").status());
    assertEquals(503, office.get("/readyz/accept").status());
    assertEquals(
        "[-]accept failed: agencies cannot connect\n", office.get("/readyz/accept").body());
    assertEquals(200, office.get("/readyz/log").status());
    office.readings.accept(true);
    assertEquals(200, office.get("/livez").status());
  }

  @Test
  void anOfficeWhoseLogHasFailedIsToBeStartedAgain() throws Exception {
    office.open(1, "1", "");
    office.failLog(1);
    Reply reply = office.get("/livez");
    assertEquals(503, reply.status());
    assertTrue(reply.body().contains("[-]log failed: "), reply::body);
    assertFalse(reply.body().contains(folder.toString()), reply::body);
  }

  @Test
  void prometheusIsToldInItsOwnFormat() throws Exception {
    office.open(1, "1-3", "");
    Reply reply = office.get("/metrics");
    assertEquals(200, reply.status());
    assertEquals("text/plain; version=0.0.4; charset=utf-8", reply.headers().get("content-type"));
    assertTrue(
        reply.body().contains("\nbolillero_agencies{draw=\"1\",state=\"open\"} 3.0\n"),
        reply::body);
    assertEquals(405, office.post("/metrics", "{}").status());
  }

  @Test
  void aCheckThatThereIsNotIsNotFound() throws Exception {
    Reply reply = office.get("/livez/disk");
    assertEquals(404, reply.status());
    assertEquals(
        "expected one of the checks office, log, threads, accept, found 'disk'", reply.error());
    assertEquals(404, office.get("/readyz/").status());
    assertEquals(405, office.post("/livez", "{}").status());
  }
}
