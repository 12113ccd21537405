package org.bolillero.kafka;

import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import org.bolillero.storage.Log;
import org.bolillero.storage.LogException;

/**
 * Something that is wrong with offices which share their logs, put between them and their topics,
 * or between them and their logs; each must be caught.
 */
public enum SharedLogFault implements SimulatedFault {
  /** An entry is durable when its sending is confirmed, whatever stands before it. */
  ACKNOWLEDGE_WHAT_IS_CONFIRMED_AND_NOT_READ((_, topic) ->
      new FaultyTopic(topic) {
        @Override
        CompletionStage<Void> send(SharedRecord record, CompletionStage<Void> answer) {
          return isLead(record) ? answer : answer.thenRun(() -> imagine(record));
        }
      }),

  /** An entry is durable when it was read back, on however few machines it is. */
  ACKNOWLEDGE_WHAT_IS_READ_AND_NOT_CONFIRMED((_, topic) ->
      new FaultyTopic(topic) {
        @Override
        CompletionStage<Void> send(SharedRecord record, CompletionStage<Void> answer) {
          return isLead(record) ? answer : CompletableFuture.completedFuture(null);
        }
      }),

  /** What an office sends that does not lead any more counts. */
  IGNORE_THE_TERM((number, topic) ->
      new FaultyTopic(topic) {
        private final Terms terms = new Terms(number);

        @Override
        List<SharedRecord> read(SharedRecord record) {
          Terms.Reading reading = terms.read(record);
          return List.of(
              reading == Terms.Reading.PAST_TERM && !isLead(record)
                  ? countedBy(terms, record)
                  : record);
        }
      }),

  /** What was sent again counts again, and what stands behind a hole counts. */
  IGNORE_THE_NUMBER((number, topic) ->
      new FaultyTopic(topic) {
        private final Terms terms = new Terms(number);

        @Override
        List<SharedRecord> read(SharedRecord record) {
          Terms.Reading reading = terms.read(record);
          return List.of(
              reading == Terms.Reading.REPEATED || reading == Terms.Reading.BEHIND_HOLE
                  ? countedBy(terms, record)
                  : record);
        }
      }),

  /** An office leads when its LEAD is stored, whatever stands before it. */
  LEAD_WITHOUT_READING_TO_THE_END((_, topic) ->
      new FaultyTopic(topic) {
        @Override
        CompletionStage<Void> send(SharedRecord record, CompletionStage<Void> answer) {
          return isLead(record) ? answer.thenRun(() -> imagine(record)) : answer;
        }

        @Override
        public OptionalLong end() throws LogException {
          OptionalLong end = super.end();
          return end.isPresent() && isReading() ? OptionalLong.of(position()) : end;
        }
      }),

  /** An office that has led once does not heed the LEAD of another one. */
  GO_ON_ALTHOUGH_ANOTHER_ONE_LEADS((number, topic) ->
      new FaultyTopic(topic) {
        private final Terms terms = new Terms(number);
        private final Set<UUID> own = new HashSet<>();

        @Override
        CompletionStage<Void> send(SharedRecord record, CompletionStage<Void> answer) {
          if (record.body() instanceof SharedRecord.Lead lead) {
            own.add(lead.office());
          }
          return answer;
        }

        @Override
        List<SharedRecord> read(SharedRecord record) {
          boolean isLeading =
              terms.leader().filter(lead -> own.contains(lead.office())).isPresent();
          if (isLeading && isLead(record)) {
            return List.of();
          }
          terms.read(record);
          return List.of(record);
        }
      }),

  /** An office tells an agency how many bets are stored without asking whether it still leads. */
  WELCOME_WITHOUT_CONFIRMING((_, topic) -> topic) {
    @Override
    public Log in(Log log) {
      return new Unconfirmed(log);
    }
  };

  @SuppressWarnings("ImmutableEnumChecker") // No function here has a state.
  private final BiFunction<Integer, Topic, Topic> fault;

  SharedLogFault(BiFunction<Integer, Topic, Topic> fault) {
    this.fault = fault;
  }

  @Override
  public Topic in(int number, Topic topic) {
    return fault.apply(number, topic);
  }

  /** A record as if it were the next one that counts. */
  private static SharedRecord countedBy(Terms terms, SharedRecord record) {
    SharedRecord counted =
        new SharedRecord(record.draw(), terms.term(), terms.next(), record.body());
    terms.read(counted);
    return counted;
  }

  private static final class Unconfirmed extends ForwardingLog {
    Unconfirmed(Log log) {
      super(log);
    }

    @Override
    public void confirm() {
      // This is the fault.
    }
  }
}
