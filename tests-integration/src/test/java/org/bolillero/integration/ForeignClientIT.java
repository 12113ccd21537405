package org.bolillero.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.bolillero.integration.Programs.Running;
import org.bolillero.lottery.Bet;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that others have written speak to the packaged office over TLS. */
class ForeignClientIT {
  private static final List<Bet> BETS = Bets.of(1, 1000);

  @TempDir private Path folder;
  @AutoClose private final Programs programs = new Programs(() -> folder);
  private Certificates certificates;
  private Path data;

  @BeforeEach
  void makeCertificates() throws IOException {
    certificates = Certificates.in(Files.createDirectory(folder.resolve("certificates")));
    data = folder.resolve("office");
  }

  /** The agency of the page on the wire format. */
  @Test
  void anAgencyInPythonDeliversAndGetsItsWinners() throws Exception {
    requireProgram("python3", "--version");
    Running office = office("1");
    Path file = Bets.write(folder.resolve("bets.csv"), BETS);
    Process agency = python(office, 1, file, certificates.ofAgency(1));
    assertEquals(Bets.winners(BETS), output(agency).lines().toList());
    assertEquals(0, agency.waitFor());
    office.terminate();
    assertEquals(0, office.exitCode(), office.log());
    new AgencyFiles(List.of(file)).assertStored(programs, Programs.Surroundings.PLAIN, data);
  }

  @Test
  void anAgencyInPythonWithTheCertificateOfAnotherOneIsForbidden() throws Exception {
    requireProgram("python3", "--version");
    Running office = office("1-2");
    Path file = Bets.write(folder.resolve("bets.csv"), BETS);
    Process agency = python(office, 1, file, certificates.ofAgency(2));
    String said = output(agency);
    assertNotEquals(0, agency.waitFor());
    // The type of ERROR, and the code of FORBIDDEN in front of its text.
    assertTrue(said.contains("found 0xff: b'\\x00\\x0f"), said);
  }

  @Test
  void opensslIsAnsweredAPing() throws Exception {
    requireProgram("openssl", "version");
    Running office = office("1");
    byte[] ping = {0, 0, 0, 4, 5, 'a', 'b', 'c'};
    byte[] pong = {0, 0, 0, 4, (byte) 0x87, 'a', 'b', 'c'};
    Process client = openssl(office, certificates.ofAgency(1));
    try (OutputStream to = client.getOutputStream();
        InputStream from = client.getInputStream()) {
      to.write(ping);
      to.flush();
      assertArrayEquals(pong, from.readNBytes(pong.length));
    } finally {
      client.destroyForcibly().waitFor();
    }
  }

  @Test
  void opensslWithoutACertificateIsToldThatItNeedsOne() throws Exception {
    requireProgram("openssl", "version");
    Running office = office("1");
    Process client = openssl(office, List.of(certificates.ofAgency(1).getLast()));
    String said = output(client);
    assertNotEquals(0, client.waitFor());
    assertTrue(said.contains("certificate required"), said);
  }

  private Running office(String agencies) throws IOException {
    List<String> options = new ArrayList<>(certificates.ofOffice());
    options.add("--winning-number=" + RealOffice.WINNING_NUMBER);
    return programs.server(agencies, data, options.toArray(String[]::new));
  }

  private Process python(Running office, int agency, Path file, List<String> certificate)
      throws IOException {
    Path script = folder.resolve("agency.py");
    try (InputStream resource = ForeignClientIT.class.getResourceAsStream("agency.py")) {
      Files.copy(Objects.requireNonNull(resource), script);
    }
    List<String> command = new ArrayList<>();
    command.addAll(
        List.of("python3", script.toString(), "localhost", Integer.toString(office.port())));
    command.addAll(List.of(Integer.toString(agency), file.toString()));
    certificate.forEach(option -> command.add(option.substring(option.indexOf('=') + 1)));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  /** Shows those of the files that there are. */
  private static Process openssl(Running office, List<String> certificate) throws IOException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("openssl", "s_client", "-quiet", "-no_ign_eof", "-tls1_3"));
    command.addAll(List.of("-connect", "localhost:" + office.port(), "-verify_return_error"));
    command.addAll(List.of("-verify_hostname", "localhost"));
    for (String option : certificate) {
      int end = option.indexOf('=');
      command.add(option.substring(0, end).replace("--tls-ca", "-CAfile").replace("--tls", ""));
      command.add(option.substring(end + 1));
    }
    return new ProcessBuilder(command)
        .redirectError(
            certificate.size() == 1
                ? ProcessBuilder.Redirect.PIPE
                : ProcessBuilder.Redirect.DISCARD)
        .redirectErrorStream(certificate.size() == 1)
        .start();
  }

  private static String output(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), UTF_8);
  }

  private static void requireProgram(String... command) throws InterruptedException {
    boolean isThere;
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getInputStream().transferTo(OutputStream.nullOutputStream());
      isThere = process.waitFor(1, TimeUnit.MINUTES) && process.exitValue() == 0;
    } catch (IOException _) {
      isThere = false;
    }
    assumeTrue(isThere, command[0] + " is not installed");
  }
}
