package org.bolillero.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdminTokenTest {
  @TempDir Path folder;

  @Test
  void onlyItsOwnerCanReadTheFile() throws Exception {
    written();
    assertEquals("rw-------", permissions());
    assertTrue(secret().matches("[0-9a-f]{64}"), "32 random bytes");
    assertEquals(List.of(file()), files());
  }

  @Test
  void aNewTokenTakesThePlaceOfAnEarlierOneAndOfWhatAnInterruptedStartHasLeft() throws Exception {
    AdminToken before = written();
    String secretBefore = secret();
    Files.writeString(folder.resolve("admin.token.part"), "half");
    AdminToken after = written();
    assertNotEquals(secretBefore, secret());
    assertTrue(after.isIn("Bearer " + secret()));
    assertFalse(after.isIn("Bearer " + secretBefore));
    assertFalse(before.isIn("Bearer " + secret()));
    assertEquals(List.of(file()), files());
  }

  @Test
  void aLinkInItsPlaceIsReplacedAndNotFollowed() throws Exception {
    Path elsewhere = Files.writeString(folder.resolve("elsewhere"), "untouched");
    Files.createSymbolicLink(file(), elsewhere);
    written();
    assertEquals("untouched", Files.readString(elsewhere));
    assertFalse(Files.isSymbolicLink(file()));
    assertEquals("rw-------", permissions());
  }

  @Test
  void afterAnOrderlyEndItIsGone() throws Exception {
    AdminToken token = written();
    token.delete();
    assertEquals(List.of(), files());
    token.delete();
  }

  @Test
  void itIsTakenAsABearer() throws Exception {
    AdminToken token = written();
    assertTrue(token.isIn("Bearer " + secret()));
    assertTrue(token.isIn("bearer  " + secret() + " "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "%s",
        "Bearer",
        "Bearer ",
        "Basic %s",
        "Bearer %s0",
        "Bearer 0%s",
        "Bearer é",
        "Bearer%s"
      })
  void anythingElseIsAWrongOne(String authorization) throws Exception {
    AdminToken token = written();
    assertFalse(token.isIn(authorization.formatted(secret())));
    assertFalse(token.isIn("Bearer " + secret().substring(1)));
    assertFalse(token.isIn("Bearer " + secret().toUpperCase(java.util.Locale.ROOT) + "G"));
  }

  private AdminToken written() throws IOException {
    AdminToken token = AdminToken.in(folder);
    token.write();
    return token;
  }

  private Path file() {
    return folder.resolve("admin.token");
  }

  private String secret() throws IOException {
    return Files.readString(file()).strip();
  }

  private String permissions() throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file()));
  }

  private List<Path> files() throws IOException {
    try (var files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }
}
