package org.bolillero.brokers;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The program of a broker's process: Kafka's own, which makes the data folder if it is not there,
 * and ends with the process that has started it. Runs from the class path, with Kafka's jars.
 */
final class BrokerProgram {
  static final String SETTINGS = "server.properties";
  static final String DATA = "data";

  private BrokerProgram() {}

  /**
   * Runs a broker until it is killed.
   *
   * @param args the broker's folder, and the identity of the cluster
   */
  public static void main(String[] args) throws ReflectiveOperationException {
    Thread.ofPlatform().daemon().start(BrokerProgram::awaitEndOfInput);
    Path folder = Path.of(args[0]);
    String settings = folder.resolve(SETTINGS).toString();
    if (!Files.exists(folder.resolve(DATA))) {
      String[] format = {"format", "--cluster-id", args[1], "--config", settings};
      int code =
          (int)
              Class.forName("kafka.tools.StorageTool")
                  .getMethod("execute", String[].class, PrintStream.class)
                  .invoke(null, format, System.out);
      if (code != 0) {
        throw new IllegalStateException("the data folder cannot be made: " + code);
      }
    }
    Class.forName("kafka.Kafka")
        .getMethod("main", String[].class)
        .invoke(null, (Object) new String[] {settings});
  }

  /** Nothing is ever written to the input; it ends with whoever holds the other end. */
  private static void awaitEndOfInput() {
    try {
      while (System.in.read() >= 0) {}
    } catch (IOException _) {
      // As good as the end.
    }
    Runtime.getRuntime().halt(1);
  }
}
