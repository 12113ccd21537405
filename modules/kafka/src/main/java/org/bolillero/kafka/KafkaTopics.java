package org.bolillero.kafka;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.RetriableException;
import org.bolillero.storage.LogException;
import org.bolillero.storage.LogException.Kind;
import org.bolillero.storage.SharedLogs;
import org.eclipse.collections.api.set.primitive.ImmutableIntSet;
import org.eclipse.collections.api.set.primitive.MutableIntSet;
import org.eclipse.collections.impl.factory.primitive.IntSets;
import org.jspecify.annotations.Nullable;

/**
 * The topics of an office that brokers of Apache Kafka keep. No thread waits for ever but one that
 * opens a topic, and that one until it is closed here; none can be interrupted.
 */
public final class KafkaTopics implements Topics {
  /** How soon it is looked again whether a broker's name is known. */
  private static final Duration NAMES_PAUSE = Duration.ofSeconds(1);

  private static final int NUMBER_DIGITS_MAX = 10;

  /** Kafka takes names of at most 249 characters. */
  private static final int PREFIX_LENGTH_MAX = 249 - NUMBER_DIGITS_MAX;

  private final SharedLogs.Place settings;
  private final BrokerAddresses addresses;
  private final ClientSettings clients;
  private final Consumer<String> warnings;
  private final String where;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Object making = new Object();

  /** What was said of topics; two sentences of each at most. */
  private final Set<String> told = ConcurrentHashMap.newKeySet();

  /** Guarded by making. */
  private @Nullable Admin admin;

  private KafkaTopics(
      SharedLogs.Place settings,
      BrokerAddresses addresses,
      ClientSettings clients,
      Consumer<String> warnings) {
    this.settings = settings;
    this.addresses = addresses;
    this.clients = clients;
    this.warnings = warnings;
    this.where = "brokers " + settings.servers();
  }

  /**
   * The topics that brokers keep. Asks nobody yet.
   *
   * @param settings which brokers, and on which terms
   * @param warnings is told what an operator should know, by any thread
   * @return the topics
   * @throws LogException if the settings cannot be worked with ({@link Kind#UNSUITABLE})
   */
  public static KafkaTopics of(SharedLogs.Place settings, Consumer<String> warnings)
      throws LogException {
    requireNonNull(warnings, "warnings");
    BrokerAddresses addresses = BrokerAddresses.parse(settings.servers());
    if (!isPrefix(settings.prefix())) {
      throw new LogException(
          Kind.UNSUITABLE,
          "kafka-topic-prefix: expected 1 to %d letters, digits, '.', '_' and '-', found '%s'"
              .formatted(PREFIX_LENGTH_MAX, settings.prefix()));
    }
    ClientSettings clients = ClientSettings.of(settings);
    try (OwnClasses _ = OwnClasses.found()) {
      new AdminClientConfig(clients.admin());
    } catch (ConfigException e) {
      throw KafkaFailure.unmade("brokers " + settings.servers(), e);
    }
    return new KafkaTopics(settings, addresses, clients, warnings);
  }

  private static boolean isPrefix(String text) {
    return !text.isEmpty()
        && text.length() <= PREFIX_LENGTH_MAX
        && text.chars()
            .allMatch(each ->
                (each < 128 && Character.isLetterOrDigit(each)) || "._-".indexOf(each) >= 0);
  }

  @Override
  public Optional<ImmutableIntSet> numbers() throws LogException {
    throwIfClosed();
    if (!hasAdmin() && !addresses.isAnyKnown()) {
      return Optional.empty();
    }
    try {
      MutableIntSet numbers = IntSets.mutable.empty();
      for (String each : KafkaFailure.await(admin().listTopics().names())) {
        number(each).ifPresent(numbers::add);
      }
      return Optional.of(numbers.toImmutable());
    } catch (RetriableException _) {
      return Optional.empty();
    } catch (KafkaException e) {
      throwIfClosed();
      throw KafkaFailure.of(where, e);
    }
  }

  /** The number of a topic; empty if it is none of ours, or its number is written otherwise. */
  private OptionalInt number(String name) {
    if (!name.startsWith(settings.prefix())) {
      return OptionalInt.empty();
    }
    String digits = name.substring(settings.prefix().length());
    boolean isNumber =
        !digits.isEmpty()
            && digits.length() <= NUMBER_DIGITS_MAX
            && digits.chars().allMatch(each -> each >= '0' && each <= '9');
    if (!isNumber) {
      return OptionalInt.empty();
    }
    long number = Long.parseLong(digits);
    return number <= Integer.MAX_VALUE && Long.toString(number).equals(digits)
        ? OptionalInt.of((int) number)
        : OptionalInt.empty();
  }

  @Override
  public Topic open(int number, int payloadBytesMax) throws LogException {
    int recordBytesMax = Math.addExact(payloadBytesMax, SharedRecord.BYTES_BESIDES_PAYLOAD);
    String name = settings.prefix() + number;
    throwIfClosed();
    awaitNames();
    TopicRules rules =
        new TopicRules(ClientSettings.batchBytesMax(recordBytesMax), settings.isUnforcedAccepted());
    KafkaTopicSetup.Ready ready =
        new KafkaTopicSetup(admin(), settings, name, rules, warnings, closing).run();
    // A topic that is opened again has nothing new to say.
    ready.remarks().select(told::add).forEach(warnings);
    return KafkaTopic.open(clients, name, ready.id(), recordBytesMax);
  }

  /**
   * How the producer of a topic is set up, for who compares it with others.
   *
   * @param payloadBytesMax how large the payload of an entry may be that the topic has to hold
   * @return Kafka's settings
   */
  public Map<String, Object> producerSettings(int payloadBytesMax) {
    return clients.producer(Math.addExact(payloadBytesMax, SharedRecord.BYTES_BESIDES_PAYLOAD));
  }

  private void awaitNames() throws LogException {
    boolean isWarned = false;
    while (!addresses.isAnyKnown()) {
      if (!isWarned) {
        isWarned = true;
        warnings.accept(where + ": expected names that are known, found none yet");
      }
      KafkaTopicSetup.pause(closing, NAMES_PAUSE, where);
    }
  }

  /**
   * Whether a client was made, which no longer needs a name that is known. To ask for one that is
   * not known takes seconds, for which whoever asks for numbers would not read.
   */
  private boolean hasAdmin() {
    synchronized (making) {
      return admin != null;
    }
  }

  private Admin admin() throws LogException {
    synchronized (making) {
      throwIfClosed();
      if (admin == null) {
        try (OwnClasses _ = OwnClasses.found()) {
          admin = Admin.create(clients.admin());
        } catch (KafkaException e) {
          throw KafkaFailure.unmade(where, e);
        }
      }
      return admin;
    }
  }

  private void throwIfClosed() throws LogException {
    if (closing.getCount() == 0) {
      throw new LogException(Kind.CLOSED, where + ": closed");
    }
  }

  @Override
  public void close() {
    closing.countDown();
    synchronized (making) {
      if (admin != null) {
        admin.close(Duration.ZERO);
        admin = null;
      }
    }
  }
}
