package org.bolillero.e2e;

import static org.bolillero.e2e.Docker.docker;
import static org.bolillero.e2e.Docker.list;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bolillero.e2e.Command.Ended;

/**
 * One office, or two, and the agencies in containers, as the compose generator writes them, under a
 * project name of its own. Closing it removes all that it has made.
 */
final class Lottery implements AutoCloseable {
  static final Path ROOT = Path.of(System.getProperty("bolillero.root", "..")).toAbsolutePath();

  private static final int WINNING_NUMBER = 7574;

  private final String project;
  private final Path folder;
  private final BetFiles bets;
  private final List<String> composeFiles = new ArrayList<>();

  /** Writes the files; starts nothing yet. The folder is empty, and nobody else's. */
  Lottery(Path folder, BetFiles bets) throws IOException {
    this(folder, bets, Map.of());
  }

  /** With settings and flags of the compose generator. */
  Lottery(Path folder, BetFiles bets, Map<String, String> settings, String... flags)
      throws IOException {
    this.project =
        "bolillero-e2e-"
            + ProcessHandle.current().pid()
            + "-"
            + Long.toString(System.nanoTime(), 36);
    this.folder = folder;
    this.bets = bets;
    Files.createDirectories(folder.resolve("config"));
    configureServer("logging.level: INFO");
    configureAgencies("batch.maxAmount: 1000", "retry.seconds: 300");
    List<String> arguments = new ArrayList<>(Arrays.asList(flags));
    arguments.addAll(List.of("docker-compose.yaml", Integer.toString(bets.agencies())));
    Command generator = Docker.generator(arguments);
    settings.forEach(generator::with);
    generator
        .with("DATA", bets.folder().toString())
        .with("CONFIG", folder.resolve("config").toString())
        .with("TAG", Docker.TAG)
        .in(folder)
        .run()
        .successfully();
    composeFiles.addAll(List.of("-f", "docker-compose.yaml"));
  }

  /** With an intake that lasts: bets go one by one, and agencies have little of a processor. */
  static Lottery slow(Path folder, BetFiles bets) throws IOException {
    return new Lottery(folder, bets).slowed();
  }

  /** The same with two offices that share their logs, which brokers keep. */
  static Lottery slowAndShared(Path folder, BetFiles bets) throws IOException {
    Map<String, String> image = Map.of("KAFKA_IMAGE", Docker.KAFKA_IMAGE);
    return new Lottery(folder, bets, image, "--kafka").slowed();
  }

  private Lottery slowed() throws IOException {
    configureAgencies("batch.maxAmount: 1", "retry.seconds: 300", "answer.timeout: 5");
    StringBuilder override = new StringBuilder("services:\n");
    for (int id = 1; id <= bets.agencies(); id++) {
      override.append("  client").append(id).append(":\n    cpus: 0.1\n");
    }
    override(override.toString());
    return this;
  }

  void configureServer(String... settings) throws IOException {
    Files.write(folder.resolve("config/server.yaml"), Arrays.asList(settings));
  }

  void configureAgencies(String... settings) throws IOException {
    Files.write(folder.resolve("config/agency.yaml"), Arrays.asList(settings));
  }

  /** Adds to the compose file what the lines say. */
  void override(String yaml) throws IOException {
    Files.writeString(folder.resolve("override.yaml"), yaml);
    composeFiles.addAll(List.of("-f", "override.yaml"));
  }

  BetFiles bets() {
    return bets;
  }

  /** Starts these services and what they need, or all. */
  Ended up(String... services) {
    List<String> line = new ArrayList<>(List.of("-d"));
    line.addAll(Arrays.asList(services));
    return compose("up", line.toArray(String[]::new)).run();
  }

  void start(String... services) {
    up(services).successfully();
  }

  /** Runs a command in a container of this service to its end, and gives what it has printed. */
  Ended run(String service, String... command) {
    List<String> line = new ArrayList<>(List.of("--rm", "-T", service));
    line.addAll(Arrays.asList(command));
    return compose("run", line.toArray(String[]::new)).run();
  }

  /** Ends and removes all containers, and leaves the volumes. */
  void removeContainers() {
    compose("down").run().successfully();
  }

  private Command compose(String action, String... arguments) {
    List<String> line = new ArrayList<>(List.of("-p", project));
    line.addAll(composeFiles);
    line.add(action);
    line.addAll(Arrays.asList(arguments));
    return Docker.compose(line.toArray(String[]::new)).in(folder);
  }

  Service server() {
    return service("server");
  }

  Service agency(int id) {
    return service("client" + id);
  }

  List<Service> agencies() {
    return IntStream.rangeClosed(1, bets.agencies()).mapToObj(this::agency).toList();
  }

  Service service(String name) {
    List<String> found =
        list(
            "ps",
            "-aq",
            "--filter",
            "label=com.docker.compose.project=" + project,
            "--filter",
            "label=com.docker.compose.service=" + name);
    assertEquals(1, found.size(), "containers of " + name);
    return new Service(found.getFirst());
  }

  String network() {
    return project + "_office";
  }

  /** Who a container is, by the certificate that it has; the volume has the name that it is for. */
  String certificatesOf(String holder) {
    return project + "_" + holder + "-certificates";
  }

  /** Starts one more agency, which compose does not know, with a certificate of its own. */
  Service runAgency(String name, int id, int fileOf) {
    return runAgency(name, id, fileOf, id);
  }

  /** Starts one more agency, with the certificate of any. */
  Service runAgency(String name, int id, int fileOf, int certificateOf) {
    String certificate = "/certificates/agency-" + certificateOf;
    return new Service(
        docker(
            "run",
            "-d",
            "--name",
            project + "-" + name,
            "--network",
            network(),
            "--read-only",
            "--tmpfs",
            "/tmp",
            "-v",
            folder.resolve("config/agency.yaml") + ":/config/agency.yaml:ro",
            "-v",
            bets.of(fileOf) + ":/data/agency.csv:ro",
            "-v",
            certificatesOf("agency-" + certificateOf) + ":/certificates:ro",
            Docker.AGENCY_IMAGE,
            "--config=/config/agency.yaml",
            "--id=" + id,
            "--file=/data/agency.csv",
            "--server=server:12345",
            "--tls-cert=" + certificate + ".pem",
            "--tls-key=" + certificate + ".key",
            "--tls-ca=/certificates/ca.pem"));
  }

  void disconnect(Service service) {
    docker("network", "disconnect", network(), service.name());
  }

  void connect(Service service, String alias) {
    docker("network", "connect", "--alias", alias, network(), service.name());
  }

  /**
   * Ends the slowness, then every agency ends with 0 and has just its winners; then the office
   * holds what it must.
   */
  void complete() throws IOException {
    completeIntake();
    finish();
  }

  /** Ends the slowness, then every agency ends with 0 and has just its winners. */
  void completeIntake() throws IOException {
    agencies().forEach(Service::hurry);
    for (int id = 1; id <= bets.agencies(); id++) {
      assertHasItsWinners(agency(id), id);
    }
  }

  void assertHasItsWinners(Service agency, int id) throws IOException {
    agency.assertEnds(0);
    String expected = Lines.winners(bets.winners(id, WINNING_NUMBER));
    assertTrue(agency.log().lines().anyMatch(line -> line.endsWith(expected)), agency::log);
  }

  /**
   * Ends the office in good order: there was one draw, and each bet of the files is stored once.
   */
  void finish() throws IOException {
    Service server = server();
    server.stop();
    assertEquals(1, server.count(Lines.DRAWN), server::log);
    assertHoldsEachBetOnce("office");
  }

  /** The office of this volume must be stopped: each bet of the files is stored there once. */
  void assertHoldsEachBetOnce(String volume) throws IOException {
    bets.assertIsDump(onVolume(volume, "log", "dump", "/data").successfully().out());
    onVolume(volume, "log", "verify", "/data").successfully();
  }

  /** Runs the program on the volume of an office, which must be stopped. */
  Ended onVolume(String volume, String... arguments) {
    List<String> line = new ArrayList<>(List.of("docker", "run", "--rm", "--network=none"));
    line.addAll(List.of("--name", project + "-log", "-v", project + "_" + volume + ":/data:ro"));
    line.addAll(List.of("--entrypoint", Docker.JAVA, Docker.SERVER_IMAGE, Docker.PROGRAM));
    line.addAll(Arrays.asList(arguments));
    return Command.of(line).run();
  }

  @Override
  public void close() {
    List<String> extra = list("ps", "-aq", "--filter", "name=^/?" + project);
    extra.forEach(container -> docker("rm", "-f", "-v", container));
    compose("down", "-v").run().successfully();
    assertEquals(List.of(), list("ps", "-aq", "--filter", "name=^/?" + project));
    assertEquals(List.of(), list("network", "ls", "-q", "--filter", "name=^" + project));
    assertEquals(List.of(), list("volume", "ls", "-q", "--filter", "name=^" + project));
  }
}
