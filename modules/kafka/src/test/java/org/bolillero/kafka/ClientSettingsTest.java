package org.bolillero.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.bolillero.storage.LogException;
import org.bolillero.storage.LogException.Kind;
import org.bolillero.storage.SharedLogs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ClientSettingsTest {
  private static final String EXPECTED =
      "expected only settings of the connection (security.…, ssl.…, sasl.…, client.dns.lookup,"
          + " connections.max.idle.ms, receive.buffer.bytes, send.buffer.bytes), found ";

  @TempDir Path folder;

  private SharedLogs.Place with(String... lines) throws Exception {
    Path file = Files.write(folder.resolve("client.properties"), List.of(lines));
    return with(file);
  }

  private static SharedLogs.Place with(Path file) {
    return new SharedLogs.Place(
        "127.0.0.1:9092", RealBrokers.PREFIX, Optional.of(file), true, false);
  }

  private static LogException refusal(SharedLogs.Place settings) {
    LogException refused =
        assertThrows(LogException.class, () -> KafkaTopics.of(settings, _ -> {}).close());
    assertEquals(Kind.UNSUITABLE, refused.kind());
    return refused;
  }

  @Test
  void settingsOfTheConnectionReachEveryClient() throws Exception {
    ClientSettings settings =
        ClientSettings.of(
            with(
                "security.protocol=SASL_SSL",
                "ssl.truststore.type=PEM",
                "sasl.mechanism=PLAIN",
                "client.dns.lookup=use_all_dns_ips"));
    for (Map<String, Object> each :
        List.of(settings.admin(), settings.producer(100), settings.consumer())) {
      assertEquals("SASL_SSL", each.get("security.protocol"));
      assertEquals("PEM", each.get("ssl.truststore.type"));
      assertEquals("PLAIN", each.get("sasl.mechanism"));
      assertEquals("use_all_dns_ips", each.get("client.dns.lookup"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "acks",
        "enable.idempotence",
        "max.in.flight.requests.per.connection",
        "retries",
        "delivery.timeout.ms",
        "max.block.ms",
        "buffer.memory",
        "compression.type",
        "key.serializer",
        "value.serializer",
        "key.deserializer",
        "value.deserializer",
        "interceptor.classes",
        "transactional.id",
        "isolation.level",
        "auto.offset.reset",
        "enable.auto.commit",
        "check.crcs",
        "group.id",
        "bootstrap.servers",
        "no.such.setting"
      })
  void whatCouldWeakenAPromiseIsRefusedByName(String name) throws Exception {
    SharedLogs.Place settings = with("security.protocol=SSL", name + "=0", "b=1");
    List<String> names = List.of("b", name).stream().sorted().toList();
    assertEquals(
        folder.resolve("client.properties") + ": " + EXPECTED + String.join(", ", names),
        refusal(settings).getMessage());
  }

  @Test
  void aFileThatCannotBeReadIsRefused() throws Exception {
    Path missing = folder.resolve("missing");
    assertEquals(
        missing + ": expected settings of Kafka's client, found no such file",
        refusal(with(missing)).getMessage());
    assertTrue(
        refusal(with(folder)).getMessage().startsWith(folder + ": expected settings of Kafka's"));
    assertTrue(refusal(with("a=\\u12")).getMessage().contains("but cannot read it"));
    Path large = Files.write(folder.resolve("large"), new byte[1024 * 1024 + 1]);
    assertEquals(
        large + ": expected at most 1 MiB, found 1048577 bytes", refusal(with(large)).getMessage());
  }

  @Test
  void aSettingThatKafkaDoesNotUnderstandIsRefused() throws Exception {
    String message = refusal(with("security.protocol=ROT13")).getMessage();
    assertTrue(
        message.startsWith(
            "brokers 127.0.0.1:9092: expected settings that Kafka's client can work with, found: "),
        message);
    assertTrue(message.contains("ROT13"), message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a/b", "ñ", "a:"})
  void aPrefixThatNoTopicCanHaveIsRefused(String prefix) {
    assertEquals(
        "kafka-topic-prefix: expected 1 to 239 letters, digits, '.', '_' and '-', found '"
            + prefix
            + "'",
        refusal(new SharedLogs.Place("a:1", prefix, Optional.empty(), true, false)).getMessage());
  }

  @Test
  void kafkaTakesTheSettingsAndHasNothingToAdd() throws Exception {
    ClientSettings settings = ClientSettings.of(RealBrokers.place("127.0.0.1:9092"));
    new AdminClientConfig(settings.admin());
    for (int recordBytesMax : new int[] {1, 64 * 1024, 64 * 1024 * 1024}) {
      var producer = new ProducerConfig(settings.producer(recordBytesMax));
      assertEquals("all", producer.getString("acks").replace("-1", "all"));
      assertTrue(producer.getBoolean("enable.idempotence"));
      assertTrue(producer.getInt("max.request.size") > recordBytesMax);
      assertTrue(producer.getLong("buffer.memory") > 2L * recordBytesMax);
    }
    var consumer = new ConsumerConfig(settings.consumer());
    assertEquals("none", consumer.getString("auto.offset.reset"));
    assertEquals("read_uncommitted", consumer.getString("isolation.level"));
    assertTrue(consumer.getBoolean("check.crcs"));
  }

  @Test
  void namesThatNobodyKnowsAreAskedForAgain() throws Exception {
    SharedLogs.Place settings = RealBrokers.place("nobody.invalid:9092");
    try (KafkaTopics topics = KafkaTopics.of(settings, _ -> {})) {
      assertEquals(Optional.empty(), topics.numbers());
    }
  }
}
