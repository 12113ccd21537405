package org.bolillero.brokers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Finds ports that nobody listens on. They are below those that systems give to outgoing
 * connections, so that they are still free when a process comes back that was killed.
 */
public final class Ports {
  private static final int FIRST = 16_384;
  private static final int END = 32_768;

  private Ports() {}

  /**
   * Finds ports.
   *
   * @param count how many
   * @return different ones
   */
  public static List<Integer> free(int count) {
    RandomGenerator random = new SplittableRandom();
    Set<Integer> found = new LinkedHashSet<>();
    while (found.size() < count) {
      int port = random.nextInt(FIRST, END);
      if (isFree(port)) {
        found.add(port);
      }
    }
    return new ArrayList<>(found);
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException _) {
      return false;
    }
  }
}
