package org.bolillero.office;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.bolillero.office.RefusalException.Refusal;
import org.bolillero.storage.LogException;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;
import org.eclipse.collections.api.list.MutableList;

/**
 * The draws of an office, each with a folder of its own in the data folder. Thread-safe.
 *
 * <p>A draw that an official opens is in {@code draw-N}. One that the command line opens is in the
 * data folder itself, where it has always been. A draw that is over is closed when nobody has used
 * it for some time, and opened again for whoever asks.
 */
public final class Draws implements DrawFinder, AutoCloseable {
  /** How many draws may be open that are not over. */
  public static final int RUNNING_MAX = 16;

  /** How many draws may be open at the same time although they are over. */
  public static final int OVER_MAX = 4;

  private final DrawSlots slots;
  private final DataFolder data;
  private final Admission admission;
  private final DrawEnvironment environment;

  private Draws(
      DrawSlots slots, DataFolder data, Admission admission, DrawEnvironment environment) {
    this.slots = slots;
    this.data = data;
    this.admission = admission;
    this.environment = environment;
  }

  /**
   * Opens the draws of a data folder that are not over. They go on with {@link #resume}.
   *
   * @param data the folder, which is made if it is not there; others are kept out of it
   * @param terms those of the draw that the command line opens, if it does
   * @param logs where the logs are; closed with the draws, or if they cannot be opened
   * @param admission whether there is room for another draw
   * @param environment what draws need of the office
   * @return the draws
   * @throws LogException if a log or the folder cannot be used
   * @throws SettingsConflictException if the log in the folder is of a draw with other terms
   */
  public static Draws open(
      Path data,
      Optional<DrawTerms> terms,
      LogStore logs,
      Admission admission,
      DrawEnvironment environment)
      throws LogException, SettingsConflictException {
    return open(data, terms, logs, admission, environment, System::nanoTime);
  }

  /** As above, with a clock that tells how long nobody has used a draw. */
  static Draws open(
      Path data,
      Optional<DrawTerms> terms,
      LogStore logs,
      Admission admission,
      DrawEnvironment environment,
      LongSupplier nanoClock)
      throws LogException, SettingsConflictException {
    DataFolder folder = new DataFolder(data, logs, environment);
    DrawSlots slots = new DrawSlots(folder, environment.listener(), nanoClock);
    try {
      folder.openRoot(terms).ifPresent(root -> slots.add(root.folder(), true, root.draw()));
      for (DrawFolder each : folder.draws()) {
        slots.takeUp(each);
      }
      return new Draws(slots, folder, admission, environment);
    } catch (LogException | SettingsConflictException | RuntimeException e) {
      try (slots) {
        throw e;
      }
    }
  }

  /**
   * Lets all draws go on where their logs end, see {@link Draw#resume}.
   *
   * @throws LogException if a log has failed
   */
  public void resume() throws LogException {
    for (Draw each : open()) {
      each.resume();
    }
  }

  /** {@return the draws that are open now} */
  public ImmutableList<Draw> open() {
    return slots.open();
  }

  /** {@return the draws that are not over} */
  public ImmutableList<Draw> running() {
    return open().reject(Draw::isOver);
  }

  /**
   * {@return how many draws can be open at the same time}
   *
   * @param areOpened whether officials open further ones
   */
  public int openMax(boolean areOpened) {
    int open = open().size();
    int more = areOpened ? RUNNING_MAX + OVER_MAX : Math.min(OVER_MAX, slots.all().size() - open);
    return open + more;
  }

  @Override
  public int agencies() {
    return (int) running().sumOfInt(each -> each.terms().agencies().size());
  }

  @Override
  public Lease find(int number) throws RefusalException, LogException {
    DrawSlot slot = slots.get(number == THE_OPEN_ONE ? theOpenOne() : number);
    if (slot == null) {
      throw new RefusalException(
          Refusal.WRONG_DRAW, "expected %s, found %d".formatted(numbers(running()), number));
    }
    return slots
        .lease(slot)
        .orElseThrow(() ->
            new RefusalException(
                Refusal.BUSY, "too many draws that are over are asked for at the same time"));
  }

  /** The draw that is meant by an agency that names none. */
  private int theOpenOne() throws RefusalException {
    ImmutableList<Draw> running = running();
    ImmutableList<Draw> open = running.select(each -> each.state() == DrawState.OPEN);
    // One that has closed is still meant by the agencies that have delivered to it.
    ImmutableList<Draw> meant = open.isEmpty() ? running : open;
    if (meant.size() != 1) {
      throw new RefusalException(
          Refusal.WRONG_DRAW, "expected %s, found 0".formatted(numbers(meant)));
    }
    return meant.getOnly().terms().number();
  }

  private static String numbers(ImmutableList<Draw> draws) {
    return draws.isEmpty()
        ? "the number of a draw, as none is open"
        : "draw " + draws.collectInt(each -> each.terms().number()).makeString(" or ");
  }

  /**
   * Opens a draw. When this returns, agencies can take part in it, also after a restart.
   *
   * @param terms what is agreed on it
   * @param who the official
   * @throws DecisionException if there is a draw with this number, the terms are none, or there is
   *     no room
   * @throws LogException if its log cannot be made
   */
  public void openDraw(DrawTerms terms, String who) throws DecisionException, LogException {
    String name = Decision.checkName(who);
    terms.check(environment.clock().instant());
    slots.addNew(() -> {
      checkRoom(terms);
      return data.make(terms, name);
    });
  }

  private void checkRoom(DrawTerms terms) throws DecisionException {
    if (slots.get(terms.number()) != null) {
      throw DecisionException.conflict(
          "draw: expected a new number, found %d".formatted(terms.number()));
    }
    if (running().size() >= RUNNING_MAX) {
      throw DecisionException.conflict(
          "expected at most %d draws that are not over, found %d already"
              .formatted(RUNNING_MAX, running().size()));
    }
    if (data.has(terms.number())) {
      throw DecisionException.conflict(
          "draw: expected a new number, found %d, whose folder is there since the start"
              .formatted(terms.number()));
    }
    admission.check(terms, agencies());
  }

  /**
   * {@return all draws, in ascending order}
   *
   * @throws DecisionException if a draw would have to be opened, and there is no room
   * @throws LogException if the log of such a draw cannot be used
   */
  public ImmutableList<DrawSummary> list() throws DecisionException, LogException {
    MutableList<DrawSummary> list = Lists.mutable.empty();
    for (DrawSlot each : slots.all()) {
      list.add(summary(each));
    }
    return list.toImmutable();
  }

  private DrawSummary summary(DrawSlot slot) throws DecisionException, LogException {
    Optional<DrawSummary> known = slot.summary();
    if (known.isPresent()) {
      return known.get();
    }
    try (Lease lease = leaseFor(slot)) {
      return lease.draw().summary();
    }
  }

  /**
   * Looks at a draw, which may have to be opened for that.
   *
   * @param number the number of the draw
   * @param use what is done with it
   * @param <T> what comes of it
   * @return what has come of it
   * @throws DecisionException if there is no such draw, or what was to be done cannot be done
   * @throws LogException if the log of the draw cannot be used
   */
  public <T> T use(int number, DrawUse<T> use) throws DecisionException, LogException {
    try (Lease lease = leaseFor(slot(number))) {
      return use.with(lease.draw());
    }
  }

  /**
   * Decides something on a draw. As {@link #use}, but a start opens the draw, and goes on with it,
   * until it is closed in good order.
   *
   * @param number the number of the draw
   * @param use what is done with it
   * @param <T> what comes of it
   * @return what has come of it
   * @throws DecisionException if there is no such draw, or what was to be done cannot be done
   * @throws LogException if the log of the draw cannot be used
   */
  public <T> T decide(int number, DrawUse<T> use) throws DecisionException, LogException {
    DrawSlot slot = slot(number);
    try (Lease lease = leaseFor(slot)) {
      slot.folder().unmarkOver();
      return use.with(lease.draw());
    }
  }

  private DrawSlot slot(int number) throws DecisionException {
    DrawSlot slot = slots.get(number);
    if (slot == null) {
      throw DecisionException.notFound("there is no draw " + number);
    }
    return slot;
  }

  private Lease leaseFor(DrawSlot slot) throws DecisionException, LogException {
    return slots
        .lease(slot)
        .orElseThrow(() ->
            DecisionException.busy("too many draws that are over are asked for at the same time"));
  }

  /**
   * Closes the sales whose time has come, and the draws that are over and that nobody has used for
   * some time. To be called again and again.
   *
   * @throws LogException if a log has failed
   */
  public void passTime() throws LogException {
    for (Draw each : running()) {
      each.closeIfDue();
    }
    slots.closeUnused();
  }

  /**
   * {@return whether no draw is being held any more} Waits for that, unless interrupted.
   *
   * @param limit how long it waits
   */
  public boolean awaitRest(Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    return open().allSatisfy(each -> each.awaitRest(Duration.ofNanos(end - System.nanoTime())));
  }

  /** Makes durable what was appended, and closes all logs. Idempotent. */
  @Override
  public void close() throws LogException {
    slots.close();
  }
}
