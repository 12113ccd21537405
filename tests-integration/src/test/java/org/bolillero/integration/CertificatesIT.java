package org.bolillero.integration;

import static org.bolillero.fuzz.Patience.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bolillero.fuzz.Seed;
import org.bolillero.integration.Programs.Running;
import org.bolillero.integration.Programs.Surroundings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands {@code tls} of the packaged program, on a good day and on bad ones. */
@Tag("long")
class CertificatesIT {
  private static final int AGENCIES = 300;
  private static final String END = "-----END ";

  @TempDir private Path folder;

  private final Programs programs = new Programs(() -> folder);

  @AfterEach
  void end() {
    programs.close();
  }

  @Test
  void anAuthorityIsMadeUsedAndShown() throws Exception {
    Path authority = folder.resolve("authority");
    ok("init", authority, "--office", "office.example", "127.0.0.1");
    ok("agency", authority, "1-3");
    ok("official", authority, "ana");
    ok("renew", authority, authority.resolve("agency-2.pem"), authority.resolve("ca.pem"));
    ok("revoke", authority, authority.resolve("agency-3.pem"));

    List<String> shown = ok("show", authority).lines().toList();

    assertEquals(7, shown.size());
    assertEquals(
        List.of("CN=agency 3"),
        shown.stream()
            .filter(line -> line.contains(" revoked "))
            .map(line -> line.substring(line.indexOf("CN=")))
            .toList());
    Running again = run(Surroundings.PLAIN, "agency", authority, "3");
    assertEquals(2, again.exitCode());
    assertEquals(1, again.err().lines().count());
  }

  @Test
  void onAFullDiskNothingIsMadeAndNothingIsLost() throws Exception {
    Path place = folder.resolve("disk");
    try (SmallDisk disk = SmallDisk.mount(place, "256k")) {
      Path authority = place.resolve("authority");
      assertEquals(
          0, run(disk.inside(), "init", authority, "--office", "office.example").exitCode());
      disk.fill(place.resolve("filler"));
      String before = disk.run("sh", "-c", "cd \"$1\" && cksum *", "sh", authority.toString());

      for (String[] words :
          new String[][] {
            {"agency", authority.toString(), "1-5"},
            {"renew", authority.toString(), authority.resolve("office.pem").toString()},
            {"revoke", authority.toString(), authority.resolve("office.pem").toString()},
            {"init", place.resolve("other").toString(), "--office", "office.example"}
          }) {
        Running failed = run(disk.inside(), (Object[]) words);
        assertEquals(8, failed.exitCode(), failed.log());
        assertEquals(1, failed.err().lines().count(), failed.log());
      }

      assertEquals(
          before, disk.run("sh", "-c", "cd \"$1\" && cksum *", "sh", authority.toString()));
      assertEquals("", disk.run("ls", "-A", place.resolve("other").toString()));
    }
  }

  @Test
  void aKillLeavesWholeFilesAndARecordOfThem() throws Exception {
    Path authority = folder.resolve("authority");
    ok("init", authority, "--office", "office.example");
    Seed.run(random -> {
      int enough = 1 + random.nextInt(AGENCIES / 2);
      Running making = programs.start("tls", "agency", authority.toString(), "1-" + AGENCIES);
      await()
          .atMost(Programs.PATIENCE)
          .until(() -> named(authority, "agency-.*").size() >= enough || !making.isAlive());
      making.kill();
    });

    List<Path> made = named(authority, "agency-.*");
    String record = Files.readString(authority.resolve("issued.pem"));
    for (Path file : made) {
      String text = Files.readString(file);
      assertTrue(text.strip().endsWith("-----") && text.contains(END), file::toString);
      if (file.toString().endsWith(".pem")) {
        assertTrue(record.contains(text.strip()), file::toString);
      } else {
        assertEquals(
            "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
      }
    }
    try (InputStream in = Files.newInputStream(authority.resolve("issued.pem"))) {
      assertEquals(
          AGENCIES + 2, CertificateFactory.getInstance("X.509").generateCertificates(in).size());
    }
    ok("agency", authority, AGENCIES + 1);
  }

  @Test
  void onlyWhatMakesCertificatesLoadsTheLibraryForIt() throws Exception {
    Path authority = folder.resolve("authority");
    ok("init", authority, "--office", "office.example");

    assertFalse(loadsLibrary("--help"));
    assertFalse(loadsLibrary("log", "info", folder.toString()));
    assertFalse(loadsLibrary("tls", "agency", "--help"));
    assertFalse(loadsLibrary("tls", "show", authority.toString()));
    assertTrue(loadsLibrary("tls", "agency", authority.toString(), "1"));
  }

  private boolean loadsLibrary(String... arguments) throws Exception {
    Path classes = folder.resolve("classes");
    Files.deleteIfExists(classes);
    Surroundings logging =
        new Surroundings(
            List.of(),
            Map.of(),
            List.of("-Xlog:class+load:file=" + classes + "::filecount=0", "-XX:+UseSerialGC"));
    programs.run(logging, arguments);
    String loaded = Files.readString(classes);
    assertTrue(loaded.contains("org.bolillero.console.Program"), loaded);
    return loaded.contains("org.bouncycastle");
  }

  private String ok(Object... words) throws Exception {
    Running run = run(Surroundings.PLAIN, words);
    assertEquals("", run.err());
    assertEquals(0, run.exitCode());
    return run.out();
  }

  private Running run(Surroundings surroundings, Object... words) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("tls"));
    Arrays.stream(words).map(Object::toString).forEach(arguments::add);
    return programs.run(surroundings, arguments.toArray(new String[0]));
  }

  private static List<Path> named(Path folder, String name) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(each -> each.getFileName().toString().matches(name)).toList();
    }
  }
}
