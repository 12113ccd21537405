package org.bolillero.kafka;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.bolillero.storage.LogException;
import org.bolillero.storage.LogException.Kind;
import org.bolillero.storage.SharedLogs;
import org.eclipse.collections.api.list.ImmutableList;

/** Sees to it that a topic is there, is safe, and has all its records. For one use. */
final class KafkaTopicSetup {
  /** How soon it is tried again. */
  private static final Duration PAUSE = Duration.ofMillis(200);

  /** How long brokers that answer may be too few: others may be about to start. */
  private static final Duration TOO_FEW_MAX = Duration.ofSeconds(30);

  private final Admin admin;
  private final SharedLogs.Place settings;
  private final String name;
  private final String where;
  private final TopicRules rules;
  private final Consumer<String> warnings;
  private final CountDownLatch closing;

  private boolean isWarned;
  private long tooFewSinceNanos;
  private boolean isTooFew;

  /**
   * The setup of a topic.
   *
   * @param admin asks the brokers
   * @param settings the terms
   * @param name the topic's name
   * @param rules what it has to be like
   * @param warnings is told that nobody answers
   * @param closing done when this is to be given up
   */
  KafkaTopicSetup(
      Admin admin,
      SharedLogs.Place settings,
      String name,
      TopicRules rules,
      Consumer<String> warnings,
      CountDownLatch closing) {
    this.admin = admin;
    this.settings = settings;
    this.name = name;
    this.where = "topic " + name;
    this.rules = rules;
    this.warnings = warnings;
    this.closing = closing;
  }

  /**
   * A topic that is safe.
   *
   * @param id what tells it from others of the same name
   * @param remarks what an operator should know of it all the same
   */
  record Ready(Uuid id, ImmutableList<String> remarks) {}

  /** Waits until somebody answers, and makes the topic if need be. */
  Ready run() throws LogException {
    while (true) {
      try {
        Optional<TopicDescription> found = describe();
        if (found.isPresent()) {
          ImmutableList<String> remarks = check(found.get());
          checkBeginning();
          return new Ready(found.get().topicId(), remarks);
        }
        make();
      } catch (RetriableException e) {
        warnOnce(
            "brokers %s: expected an answer, found none yet: %s"
                .formatted(settings.servers(), KafkaFailure.reason(e)));
      } catch (KafkaException e) {
        throw closing.getCount() == 0 ? closed(where) : KafkaFailure.of(where, e);
      }
      pause(closing, PAUSE, where);
    }
  }

  /**
   * Waits a little.
   *
   * @throws LogException if it was closed meanwhile
   */
  static void pause(CountDownLatch closing, Duration pause, String where) throws LogException {
    boolean isInterrupted = false;
    try {
      while (true) {
        try {
          if (closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
            throw closed(where);
          }
          return;
        } catch (InterruptedException _) {
          isInterrupted = true;
        }
      }
    } finally {
      if (isInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static LogException closed(String where) {
    return new LogException(Kind.CLOSED, where + ": closed before somebody has answered");
  }

  private void warnOnce(String message) {
    if (!isWarned) {
      isWarned = true;
      warnings.accept(message);
    }
  }

  /** Asks for all names first: Kafka's client logs an error if it is asked for one that is not. */
  private Optional<TopicDescription> describe() {
    if (!KafkaFailure.await(admin.listTopics().names()).contains(name)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          requireNonNull(
              KafkaFailure.await(admin.describeTopics(List.of(name)).allTopicNames()).get(name)));
    } catch (UnknownTopicOrPartitionException _) {
      return Optional.empty();
    }
  }

  private void make() throws LogException {
    if (!settings.isMade()) {
      throw unsuitable("expected it to be there, as no topics are to be made, found none");
    }
    NewTopic topic =
        new NewTopic(name, TopicRules.PARTITIONS, TopicRules.REPLICAS).configs(rules.made());
    try {
      KafkaFailure.await(admin.createTopics(List.of(topic)).all());
    } catch (TopicExistsException _) {
      // Another office was faster, or who was asked before does not know yet.
    } catch (InvalidReplicationFactorException e) {
      awaitMore(e);
    } catch (PolicyViolationException | InvalidConfigurationException | InvalidRequestException e) {
      throw new LogException(
          Kind.UNSUITABLE, where + ": it cannot be made: " + KafkaFailure.reason(e), e);
    }
  }

  private void awaitMore(InvalidReplicationFactorException tooFew) throws LogException {
    long now = System.nanoTime();
    if (!isTooFew) {
      isTooFew = true;
      tooFewSinceNanos = now;
    }
    String problem =
        "expected at least %d brokers to make it on, found too few: %s"
            .formatted(TopicRules.REPLICAS, KafkaFailure.reason(tooFew));
    if (now - tooFewSinceNanos > TOO_FEW_MAX.toNanos()) {
      throw unsuitable(problem);
    }
    warnOnce(where + ": " + problem);
  }

  private ImmutableList<String> check(TopicDescription topic) throws LogException {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
    Config found =
        requireNonNull(
            KafkaFailure.await(admin.describeConfigs(List.of(resource)).all()).get(resource));
    ImmutableList<String> findings = rules.findings(topic, found);
    if (findings.notEmpty()) {
      throw unsuitable(findings.makeString("; "));
    }
    return rules.remarks(topic, found).collect(each -> where + ": " + each);
  }

  private void checkBeginning() throws LogException {
    TopicPartition partition = new TopicPartition(name, KafkaTopic.PARTITION);
    long beginning =
        KafkaFailure.await(
                admin
                    .listOffsets(Map.of(partition, OffsetSpec.earliest()))
                    .partitionResult(partition))
            .offset();
    if (beginning != 0) {
      throw KafkaTopic.recordsDeleted(where, beginning);
    }
  }

  private LogException unsuitable(String problem) {
    return new LogException(Kind.UNSUITABLE, where + ": " + problem);
  }
}
