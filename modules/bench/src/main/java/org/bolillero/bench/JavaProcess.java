package org.bolillero.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Starts a class of this module in a virtual machine of its own. */
final class JavaProcess {
  private JavaProcess() {}

  /**
   * Starts a class.
   *
   * @param folder where its output and its errors are kept
   * @param options what the virtual machine is told
   */
  static Started start(Path folder, List<String> options, Class<?> main, String... arguments)
      throws IOException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(options);
    line.add("--enable-native-access=ALL-UNNAMED");
    line.addAll(List.of("--class-path", System.getProperty("java.class.path"), main.getName()));
    line.addAll(Arrays.asList(arguments));
    return Started.start(folder, main.getSimpleName(), new ProcessBuilder(line));
  }
}
