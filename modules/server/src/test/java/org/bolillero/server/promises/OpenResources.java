package org.bolillero.server.promises;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.stream.Stream;

/** What an office has open in this process: threads of the platform, sockets, and files. */
final class OpenResources {
  private OpenResources() {}

  /**
   * All of them, in words.
   *
   * @param folder where the office has its files
   */
  static List<String> now(Path folder) throws IOException {
    List<String> open = new ArrayList<>();
    for (Thread each : Thread.getAllStackTraces().keySet()) {
      // The JVM's own pools, which carry virtual threads, have threads of a class of their own.
      if (each.getName().matches("acceptor|draw|log-.*")
          || each.getClass() == ForkJoinWorkerThread.class) {
        open.add("thread " + each.getName());
      }
    }
    try (Stream<Path> handles = Files.list(Path.of("/proc/self/fd"))) {
      for (Path each : handles.toList()) {
        String target = target(each);
        if (target.startsWith("socket:") || target.startsWith(folder.toRealPath().toString())) {
          open.add(target);
        }
      }
    }
    return open.stream().sorted().toList();
  }

  private static String target(Path handle) throws IOException {
    try {
      return Files.readSymbolicLink(handle).toString();
    } catch (NoSuchFileException _) {
      return ""; // It was the one with which the handles were listed.
    }
  }
}
