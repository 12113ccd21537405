package org.bolillero.brokers;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The command that runs a broker, on the Java that this process runs on. That may be a run-time
 * image with the program's own modules in it, on whose modules Kafka's libraries must not be linked
 * instead of their own.
 */
final class BrokerCommand {
  private static final String CLASSES = "classes";

  private BrokerCommand() {}

  /**
   * A command for a broker.
   *
   * @param folder that of the broker
   * @param cluster the identity of the cluster
   * @throws IOException if the broker's program cannot be put there
   */
  static List<String> of(Path folder, String cluster) throws IOException {
    Path classes = folder.resolve(CLASSES);
    copyProgram(classes);
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx384m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "--limit-modules",
        modulesOfJava(),
        "-Dorg.slf4j.simpleLogger.showDateTime=true",
        "-Dorg.slf4j.simpleLogger.dateTimeFormat=HH:mm:ss.SSS",
        "-cp",
        jars() + "/*" + File.pathSeparator + classes,
        BrokerProgram.class.getName(),
        folder.toString(),
        cluster);
  }

  /** Puts the program on disk: a class path cannot reach into a run-time image. */
  private static void copyProgram(Path classes) throws IOException {
    String name = BrokerProgram.class.getName().replace('.', '/') + ".class";
    Path copy = classes.resolve(name);
    Files.createDirectories(copy.getParent());
    try (InputStream program = BrokerProgram.class.getClassLoader().getResourceAsStream(name)) {
      Files.copy(program, copy, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static String modulesOfJava() {
    return ModuleFinder.ofSystem().findAll().stream()
        .map(each -> each.descriptor().name())
        .filter(name -> name.startsWith("java.") || name.startsWith("jdk."))
        .sorted()
        .collect(Collectors.joining(","));
  }

  private static String jars() {
    String jars = System.getProperty(Brokers.JARS);
    if (jars == null) {
      throw new IllegalStateException(
          "expected the folder of the brokers' jars as the system property "
              + Brokers.JARS
              + ", as the profile kafka of the build and the launcher set it; found none");
    }
    return jars;
  }
}
