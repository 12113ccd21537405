package org.bolillero.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bolillero.e2e.Command.Ended;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the generator of compose files takes, and what it refuses. */
final class GeneratorIT {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "out.yaml",
        "--kafka",
        "--kafka out.yaml",
        "out.yaml --kafka 3",
        "--kafka --kafka 3",
        "--brokers out.yaml 3",
        "out.yaml 0",
        "--kafka out.yaml 1001",
        "--kafka out.yaml three"
      })
  void wrongArgumentsEndItWithTheUsage(String arguments) throws Exception {
    String[] each = arguments.isEmpty() ? new String[0] : arguments.split(" ");
    Ended ended = Docker.generator(List.of(each)).in(folder).run();
    assertRefused(ended, "usage:");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a name", "-x", "image\"", "$image"})
  void whatIsNoImageOfABrokerIsRefused(String image) throws Exception {
    Ended ended = kafka().with("KAFKA_IMAGE", image).run();
    assertRefused(ended, "KAFKA_IMAGE: expected the name of an image, found '" + image + "'");
  }

  private void assertRefused(Ended ended, String text) throws Exception {
    assertEquals(2, ended.exitCode(), ended::err);
    assertEquals(1, ended.err().lines().count(), ended::err);
    assertTrue(ended.err().contains(text), ended::err);
    try (var files = Files.list(folder)) {
      assertEquals(List.of(), files.toList());
    }
  }

  @Test
  void brokersAreOfThePublicImageUnlessAnotherOneIsNamed() throws Exception {
    kafka().run().successfully();
    assertEquals(3, lines("    image: apache/kafka:4.3.1"));
    kafka().with("KAFKA_IMAGE", "registry.example:5000/kafka@sha256:0a").run().successfully();
    assertEquals(3, lines("    image: registry.example:5000/kafka@sha256:0a"));
  }

  @Test
  void composeTakesWhatIsWrittenForTwoOffices() throws Exception {
    kafka().run().successfully();
    assertComposeTakesIt();
    kafka().with("OFFICIALS", "ana bruno").run().successfully();
    assertComposeTakesIt();
    kafka().with("PLAINTEXT", "1").run().successfully();
    assertComposeTakesIt();
  }

  private void assertComposeTakesIt() {
    Docker.compose("-f", "out.yaml", "config", "-q").in(folder).run().successfully();
  }

  @Test
  void noAgencyIsOnTheNetworkOfTheBrokers() throws Exception {
    kafka().run().successfully();
    assertEquals(3, lines("    networks: [brokers]"));
    assertEquals(2, lines("    networks: [office, brokers]"));
    assertEquals(2, lines("    networks: [office]"));
    assertFalse(Files.readString(folder.resolve("out.yaml")).contains("ports:"));
  }

  private Command kafka() {
    return Docker.generator(List.of("--kafka", "out.yaml", "2")).in(folder);
  }

  private long lines(String line) throws Exception {
    return Files.readAllLines(folder.resolve("out.yaml")).stream().filter(line::equals).count();
  }
}
