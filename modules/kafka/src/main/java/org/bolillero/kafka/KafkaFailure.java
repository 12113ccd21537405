package org.bolillero.kafka;

import java.util.concurrent.CompletionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.bolillero.storage.LogException;
import org.bolillero.storage.LogException.Kind;

/** Says in our words what Kafka's client could not do. */
final class KafkaFailure {
  private KafkaFailure() {}

  /**
   * Whether it will be so again, whoever is asked: the brokers do not let this office do it.
   *
   * @param failure what Kafka's client says
   */
  static boolean isRefusal(Throwable failure) {
    return failure instanceof AuthenticationException || failure instanceof AuthorizationException;
  }

  /**
   * The exception for what is no passing failure.
   *
   * @param where which topic, or which brokers
   * @param failure what Kafka's client says
   */
  static LogException of(String where, Throwable failure) {
    if (isRefusal(failure)) {
      return new LogException(
          Kind.FAILED, where + ": the brokers refuse: " + reason(failure), failure);
    }
    if (failure instanceof UnsupportedVersionException) {
      return new LogException(
          Kind.UNSUITABLE,
          where + ": expected newer brokers, found that they cannot do it: " + reason(failure),
          failure);
    }
    return new LogException(Kind.FAILED, where + ": " + reason(failure), failure);
  }

  /** The exception for a client that cannot be made of its settings. */
  static LogException unmade(String where, KafkaException failure) {
    return new LogException(
        Kind.UNSUITABLE,
        where + ": expected settings that Kafka's client can work with, found: " + reason(failure),
        failure);
  }

  /** The innermost words: those around them say which class of Kafka was at work. */
  static String reason(Throwable failure) {
    Throwable innermost = failure;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    String message = innermost.getMessage();
    return message == null ? innermost.toString() : message;
  }

  /**
   * Waits for an answer, also if the thread is interrupted. Every answer has a limit of its own.
   *
   * @param future the answer
   * @return the answer
   * @throws KafkaException instead of it
   */
  static <T> T await(KafkaFuture<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().join(); // Cannot be interrupted.
    } catch (CompletionException e) {
      throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e);
    }
  }
}
