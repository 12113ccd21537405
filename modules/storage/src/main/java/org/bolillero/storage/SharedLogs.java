package org.bolillero.storage;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.eclipse.collections.api.set.primitive.ImmutableIntSet;

/**
 * The logs of an office that shares them with other offices on other machines, of which one leads
 * at a time. The others follow: each keeps a replica of all logs, and is ready to lead.
 *
 * <p>Lifecycle: following → leading → closed. While it leads its methods are thread-safe.
 */
public interface SharedLogs extends AutoCloseable {
  /**
   * Makes them; found with {@link java.util.ServiceLoader}, so that only who uses it carries it.
   */
  interface Provider {
    /** {@return what users call it} */
    String name();

    /**
     * Begins to follow. Waits until somebody answers.
     *
     * @param place where the logs are
     * @param office what they have to know of the office
     * @param listener hears of warnings, and of a failure while this office leads
     * @return the logs
     * @throws LogException if they cannot be used; {@link LogException.Kind#UNSUITABLE} if
     *     acknowledged entries could be lost there, or a setting is wrong
     */
    SharedLogs open(Place place, Office office, LogListener listener) throws LogException;

    /**
     * Copies the log of a draw to where offices share it; goes on where an earlier try has ended.
     *
     * @param place where that is
     * @param office what people call who copies it
     * @param draw the number of the draw
     * @param payloadBytesMax how large the payload of an entry has to be allowed to be
     * @param log opens the log on this machine
     * @param listener hears of warnings
     * @return how many entries the shared log has
     * @throws LogException if the shared log has other entries, or more
     */
    long publish(
        Place place,
        String office,
        int draw,
        int payloadBytesMax,
        LogOpener log,
        LogListener listener)
        throws LogException;
  }

  /**
   * Where shared logs are.
   *
   * @param servers {@code HOST:PORT,…}
   * @param prefix what the names of all logs of the offices begin with
   * @param properties a file with more settings of the client
   * @param isMade whether a log that is not there is made
   * @param isUnforcedAccepted whether a log is accepted whose servers acknowledge what is not on
   *     their disks
   */
  record Place(
      String servers,
      String prefix,
      Optional<Path> properties,
      boolean isMade,
      boolean isUnforcedAccepted) {
    /** Checks that all of them are there. */
    public Place {
      requireNonNull(servers, "servers");
      requireNonNull(prefix, "prefix");
      requireNonNull(properties, "properties");
    }
  }

  /**
   * An office that shares its logs.
   *
   * @param name what people call it
   * @param setup how it is set up, as text; an office that follows a leader with another setup does
   *     not take over from it
   * @param payloadBytesMax how large the payload of an entry has to be allowed to be
   * @param replicas opens the log on this machine that holds the replica for a draw
   * @param hearing is told whenever it becomes known who leads
   */
  record Office(
      String name,
      String setup,
      int payloadBytesMax,
      IntFunction<LogOpener> replicas,
      Consumer<Leadership> hearing) {}

  /**
   * Who leads, as far as an office knows.
   *
   * @param name the office
   * @param since when it began to lead, by its own clock
   * @param term counts the offices that have led
   * @param isThis whether it is this office
   */
  record Leadership(String name, Instant since, long term, boolean isThis) {}

  /**
   * Follows until this office leads: until nothing was heard of the leader for 10 s, or it has
   * resigned.
   *
   * @throws LogException if the logs cannot be used, or the leader was set up otherwise
   */
  void awaitLead() throws LogException;

  /** {@return who leads; empty if nobody does, or it is not known yet} Any thread. */
  Optional<Leadership> leadership();

  /**
   * The log of a draw. To be opened while this office leads.
   *
   * @param draw the number of the draw, from 1 on
   * @param replica opens the log on this machine that holds the replica, unless it is open already
   * @return opens the log, and gives what the replica holds
   */
  LogOpener log(int draw, LogOpener replica);

  /** {@return the draws whose replicas are open although their logs are not} */
  ImmutableIntSet held();

  /**
   * Closes the replicas of the draws that were not opened: nobody reads them for now.
   *
   * @throws LogException if one cannot be closed
   */
  void closeUnused() throws LogException;

  /**
   * Lets others lead, if this office does, after its logs were closed. Idempotent.
   *
   * @throws LogException if that fails
   */
  @Override
  void close() throws LogException;
}
