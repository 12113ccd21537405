package org.bolillero.brokers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A cluster of Kafka's brokers on loopback, with all their data in a temporary folder. Broker 1 is
 * the first one; each is a controller, too.
 *
 * <p>The brokers' program is that of the jars in the folder that the system property {@value #JARS}
 * names; the profile {@code kafka} of the build fetches them and sets it, and so does the launcher
 * for {@code demo --kafka}. They end with the process that has started them, however that ends.
 * Belongs to one thread.
 */
public final class Brokers implements AutoCloseable {
  /** The system property that names the folder of the brokers' jars. */
  public static final String JARS = "bolillero.brokers.jars";

  private final Path folder;
  private final List<Broker> all = new ArrayList<>();
  private final Thread atExit = new Thread(this::remove);

  private boolean isRemoved;

  private Brokers(Path parent, int count, Map<String, String> settings) throws IOException {
    folder = Files.createTempDirectory(parent, "brokers");
    Runtime.getRuntime().addShutdownHook(atExit);
    String cluster = newId();
    List<Integer> ports = Ports.free(2 * count);
    String voters =
        Stream.iterate(1, id -> id <= count, id -> id + 1)
            .map(id -> "%d@%s:%d".formatted(id, Broker.HOST, ports.get(count + id - 1)))
            .collect(Collectors.joining(","));
    for (int id = 1; id <= count; id++) {
      BrokerFile each =
          new BrokerFile(id, ports.get(id - 1), ports.get(count + id - 1), voters, settings);
      all.add(Broker.make(folder.resolve("broker-" + id), cluster, each));
    }
  }

  /** As Kafka writes the identity of a cluster: 16 bytes in Base64. */
  private static String newId() {
    byte[] bytes = new byte[16];
    new SplittableRandom().nextBytes(bytes);
    // It must not begin like an option.
    bytes[0] &= 0x7f;
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /**
   * Starts brokers. When this returns, all of them are up.
   *
   * @param count how many
   * @return the brokers
   * @throws IOException if they do not start; their last words are in the message
   */
  public static Brokers start(int count) throws IOException {
    return start(count, Map.of());
  }

  /**
   * Starts brokers. When this returns, all of them are up.
   *
   * @param count how many
   * @param settings what is set for each of them, besides what they need and instead of it
   * @return the brokers
   * @throws IOException if they do not start; their last words are in the message
   */
  public static Brokers start(int count, Map<String, String> settings) throws IOException {
    return start(Path.of(System.getProperty("java.io.tmpdir")), count, settings);
  }

  /**
   * Starts brokers on the disk of a folder. When this returns, all of them are up.
   *
   * @param parent their data are in a temporary folder inside it
   * @param count how many
   * @param settings what is set for each of them, besides what they need and instead of it
   * @return the brokers
   * @throws IOException if they do not start; their last words are in the message
   */
  public static Brokers start(Path parent, int count, Map<String, String> settings)
      throws IOException {
    Brokers brokers = new Brokers(parent, count, settings);
    try {
      for (Broker each : brokers.all) {
        brokers.start(each, List.of());
      }
      for (Broker each : brokers.all) {
        each.awaitUp();
      }
      return brokers;
    } catch (IOException | RuntimeException e) {
      brokers.close();
      throw e;
    }
  }

  /** {@return where they answer, as {@code HOST:PORT,HOST:PORT,…}} */
  public String addresses() {
    return all.stream().map(Broker::address).collect(Collectors.joining(","));
  }

  /**
   * Kills a broker, as {@code kill -9} does. When this returns, it is gone.
   *
   * @param id which one, from 1 on
   */
  public void kill(int id) {
    broker(id).kill();
  }

  /**
   * Stops a broker for a while, as a machine that hangs: its connections stay open, and nobody
   * answers.
   *
   * @param id which one, from 1 on
   * @throws IOException if it cannot be stopped
   */
  public void pause(int id) throws IOException {
    broker(id).signal("STOP");
  }

  /**
   * Lets a broker go on that was stopped.
   *
   * @param id which one, from 1 on
   * @throws IOException if it cannot go on
   */
  public void resume(int id) throws IOException {
    broker(id).signal("CONT");
  }

  /**
   * Starts a broker that was killed, with the data that it has left. Does not wait until it is up.
   *
   * @param id which one, from 1 on
   * @throws IOException if its process cannot be started
   */
  public void restart(int id) throws IOException {
    start(broker(id), List.of());
  }

  /**
   * Starts a broker that was killed by a command that runs it, such as one that has it see another
   * disk. Does not wait until it is up.
   *
   * @param id which one, from 1 on
   * @param prefix the command, which must become the program that it runs
   * @throws IOException if its process cannot be started
   */
  public void restart(int id, List<String> prefix) throws IOException {
    start(broker(id), prefix);
  }

  /**
   * Says where a broker keeps its data.
   *
   * @param id which one, from 1 on
   * @return the folder
   */
  public Path data(int id) {
    return broker(id).data();
  }

  /**
   * Waits until a broker is up that was started again. It needs most of the others for that.
   *
   * @param id which one, from 1 on
   * @throws IOException if it does not start; its last words are in the message
   */
  public void awaitUp(int id) throws IOException {
    broker(id).awaitUp();
  }

  /**
   * Waits until a broker has ended by itself.
   *
   * @param id which one, from 1 on
   * @throws IOException if it goes on
   */
  public void awaitEnd(int id) throws IOException {
    broker(id).awaitEnd();
  }

  private Broker broker(int id) {
    return all.get(id - 1);
  }

  /** Kills all brokers and removes their data. Idempotent. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException _) {
      // The end has begun: the hook runs, too, and finds nothing left to do.
    }
    remove();
  }

  /** None is started when they are being removed: the end of this process may come at any time. */
  private synchronized void start(Broker broker, List<String> prefix) throws IOException {
    if (isRemoved) {
      throw new IOException("the brokers are closed");
    }
    broker.start(prefix);
  }

  private synchronized void remove() {
    isRemoved = true;
    all.forEach(Broker::kill);
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(each);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
