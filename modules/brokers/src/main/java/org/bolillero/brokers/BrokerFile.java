package org.bolillero.brokers;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How a broker is set up, to be small and quick.
 *
 * @param id its number
 * @param port where it answers as a broker
 * @param controllerPort where it answers as a controller
 * @param voters all controllers
 * @param more what else is set, also instead of what stands here
 */
record BrokerFile(int id, int port, int controllerPort, String voters, Map<String, String> more) {
  /** The file that the broker reads. */
  String text(Path data) {
    String broker = "PLAINTEXT://" + Broker.HOST + ":" + port;
    Map<String, String> all = new TreeMap<>();
    all.put("process.roles", "broker,controller");
    all.put("node.id", Integer.toString(id));
    all.put("controller.quorum.voters", voters);
    all.put("listeners", broker + ",CONTROLLER://" + Broker.HOST + ":" + controllerPort);
    all.put("advertised.listeners", broker);
    all.put("controller.listener.names", "CONTROLLER");
    all.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    all.put("log.dirs", data.toString());
    // What the cleaner takes unless told otherwise is a third of the memory that the broker has.
    all.put("log.cleaner.dedupe.buffer.size", "4194304");
    all.put("num.network.threads", "2");
    all.put("num.io.threads", "2");
    all.put("background.threads", "2");
    // A broker that is gone is noticed after three seconds instead of nine.
    all.put("broker.heartbeat.interval.ms", "500");
    all.put("broker.session.timeout.ms", "3000");
    all.put("replica.fetch.max.bytes", "8388608");
    all.putAll(more);
    return all.entrySet().stream()
        .map(each -> each.getKey() + "=" + each.getValue() + "\n")
        .collect(Collectors.joining());
  }
}
