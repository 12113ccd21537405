package org.bolillero.office;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.bolillero.office.RefusalException.Refusal;
import org.bolillero.storage.DurableLog;
import org.bolillero.storage.LockedFolder;
import org.bolillero.storage.LogException;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;
import org.jspecify.annotations.Nullable;

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

  /** How many may wait at the same time until a draw that is over is open for them. */
  static final int WAITING_MAX = 32;

  /** How long a draw that is over stays open although nobody uses it. */
  static final Duration UNUSED_MAX = Duration.ofSeconds(10);

  private static final Duration REPEAT_MAX = Duration.ofMinutes(1);
  private static final Instant CLOSES_AT_MAX = Instant.parse("9999-12-31T00:00:00Z");

  private final Path data;
  private final LogStore logs;
  private final Admission admission;
  private final DrawEnvironment environment;
  private final LongSupplier nanoClock;
  private final ConcurrentNavigableMap<Integer, DrawSlot> slots = new ConcurrentSkipListMap<>();

  /** Taken by whoever waits for a draw, which keeps what a session needs from the others. */
  private final Semaphore waiting = new Semaphore(WAITING_MAX);

  /** Held by whoever opens draws or closes them. */
  private final ReentrantLock opening = new ReentrantLock();

  // Guarded by opening.
  private @Nullable LockedFolder lock;
  private boolean closed;

  private Draws(
      Path data,
      LogStore logs,
      Admission admission,
      DrawEnvironment environment,
      LongSupplier nanoClock) {
    this.data = data;
    this.logs = logs;
    this.admission = admission;
    this.environment = environment;
    this.nanoClock = nanoClock;
  }

  /**
   * Opens the draws of a data folder that are not over. They go on with {@link #resume}.
   *
   * @param data the folder, which is made if it is not there; others are kept out of it
   * @param terms those of the draw that the command line opens, if it does
   * @param logs where the logs are
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
    Draws draws = new Draws(data, logs, admission, environment, nanoClock);
    try {
      draws.openRoot(terms);
      draws.openFolders();
      return draws;
    } catch (LogException | SettingsConflictException | RuntimeException e) {
      try (draws) {
        throw e;
      }
    }
  }

  /** Opens the draw in the data folder itself, or keeps others out of it. */
  private void openRoot(Optional<DrawTerms> terms) throws LogException, SettingsConflictException {
    if (terms.isPresent()) {
      DrawFolder folder = new DrawFolder(data, terms.get().number());
      Opening command = new Opening(terms.get(), folder::secretDigest, Decision.OFFICE);
      add(folder, true, Draw.open(command, logs.log(data, folder.draw()), environment));
      return;
    }
    OptionalInt number = DurableLog.identity(data);
    if (number.isEmpty()) {
      lock = LockedFolder.take(data);
      return;
    }
    DrawFolder folder = new DrawFolder(data, number.getAsInt());
    Draw draw =
        Draw.reopen(logs.log(data, folder.draw()), environment)
            .orElseThrow(() ->
                new SettingsConflictException(
                    "agencies: expected those of draw %d, whose log an earlier version has begun"
                        .formatted(number.getAsInt())));
    add(folder, true, draw);
  }

  private void openFolders() throws LogException, SettingsConflictException {
    for (Path path : folders()) {
      if (DrawFolder.isWhileOpening(path)) {
        delete(path);
        continue;
      }
      Optional<DrawFolder> folder = DrawFolder.of(path);
      if (folder.isPresent()) {
        takeUp(folder.get());
      }
    }
  }

  private void takeUp(DrawFolder folder) throws LogException, SettingsConflictException {
    if (slots.containsKey(folder.draw())) {
      throw new SettingsConflictException(
          "draw: %d is in %s, and cannot be opened by the command line"
              .formatted(folder.draw(), folder.path()));
    }
    Optional<DrawSummary> over = folder.over();
    if (over.isPresent()) {
      DrawSlot slot = new DrawSlot(folder, false, nanoClock);
      slot.remember(over.get());
      slots.put(folder.draw(), slot);
    } else {
      // One that turns out to be over is not kept open: there may be a thousand without a note.
      closeIfUnused(add(folder, false, reopen(folder, environment)), 0);
    }
  }

  private List<Path> folders() throws LogException {
    try (Stream<Path> all = Files.list(data)) {
      return all.filter(Files::isDirectory).sorted().toList();
    } catch (IOException e) {
      throw failed("cannot be read", e);
    }
  }

  /** Removes a draw whose opening was not finished, so that nobody knows of it. */
  private void delete(Path folder) throws LogException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    } catch (IOException e) {
      throw failed("cannot remove " + folder, e);
    }
  }

  private LogException failed(String what, IOException e) {
    return new LogException(LogException.Kind.FAILED, data + ": " + what + ": " + e, e);
  }

  private Draw reopen(DrawFolder folder, DrawEnvironment office) throws LogException {
    // Nobody else makes a log in a folder that was taken away, or never had one.
    if (DurableLog.identity(folder.path()).isEmpty()) {
      throw new LogException(
          LogException.Kind.MISSING,
          "%s: expected the log of draw %d, found none".formatted(folder.path(), folder.draw()));
    }
    return Draw.reopen(logs.log(folder.path(), folder.draw()), office)
        .orElseThrow(() ->
            new LogException(
                LogException.Kind.DAMAGED,
                folder.path() + ": expected the log of a draw that was opened"));
  }

  private DrawSlot add(DrawFolder folder, boolean isKeptOpen, Draw draw) {
    DrawSlot slot = new DrawSlot(folder, isKeptOpen, nanoClock);
    slot.open(draw);
    slots.put(folder.draw(), slot);
    // An operator who meant another folder sees it here.
    ImmutableList<DrawAnswer.Standing> standings = draw.standings();
    long bets = standings.sumOfLong(each -> each.total().bets());
    environment.listener().on(new OfficeEvent.LogOpened(folder.path(), standings.isEmpty(), bets));
    return slot;
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
    return Lists.immutable
        .withAll(slots.values())
        .flatCollect(slot -> slot.draw().stream().toList());
  }

  private ImmutableList<Draw> running() {
    return open().reject(Draw::isOver);
  }

  /**
   * {@return how many draws can be open at the same time}
   *
   * @param areOpened whether officials open further ones
   */
  public int openMax(boolean areOpened) {
    int open = open().size();
    int more = areOpened ? RUNNING_MAX + OVER_MAX : Math.min(OVER_MAX, slots.size() - open);
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
    return lease(slot)
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

  /** Opens the draw if need be; empty if too many are open. */
  private Optional<Lease> lease(DrawSlot slot) throws LogException {
    Optional<Lease> lease = slot.lease();
    if (lease.isPresent() || !waiting.tryAcquire()) {
      return lease;
    }
    opening.lock();
    try {
      lease = slot.lease();
      if (lease.isPresent()) {
        return lease;
      }
      if (closed || !makeRoom()) {
        return Optional.empty();
      }
      slot.open(repeat(slot.folder()));
      return slot.lease();
    } catch (LogException e) {
      // The log of a draw that is over does not end the office, so nothing else tells of this.
      environment.listener().on(new OfficeEvent.LogWarning(String.valueOf(e.getMessage())));
      throw e;
    } finally {
      opening.unlock();
      waiting.release();
    }
  }

  /** Opens a draw that is over, and has its winners looked for once more. */
  private Draw repeat(DrawFolder folder) throws LogException {
    DrawEnvironment office =
        new DrawEnvironment(
            environment.threads(),
            environment.scanThreads(),
            environment.clock(),
            this::hearOfOver);
    Draw draw = reopen(folder, office);
    try {
      draw.resume();
      boolean isAtRest = draw.awaitRest(REPEAT_MAX);
      if (isAtRest && draw.announced().isEmpty()) {
        throw new LogException(
            LogException.Kind.DAMAGED, folder.path() + ": the draw cannot be repeated");
      }
      return draw;
    } catch (LogException | RuntimeException e) {
      try (draw) {
        throw e;
      }
    }
  }

  /** That the result of a draw cannot be repeated is no reason to end the office. */
  private void hearOfOver(OfficeEvent event) {
    OfficeEvent told =
        event instanceof OfficeEvent.DrawFailed(int draw, LogException why)
                && why.kind() == LogException.Kind.DAMAGED
            ? new OfficeEvent.LogWarning("draw " + draw + ": " + why.getMessage())
            : event;
    environment.listener().on(told);
  }

  /** Makes room for another draw that is over; false if all others are used. */
  private boolean makeRoom() throws LogException {
    ImmutableList<DrawSlot> onDemand =
        Lists.immutable.withAll(slots.values()).select(DrawSlot::isOpenOnDemand);
    int excess = onDemand.size() - OVER_MAX + 1;
    for (DrawSlot slot : onDemand) {
      if (excess > 0 && closeIfUnused(slot, 0)) {
        excess--;
      }
    }
    return excess <= 0;
  }

  private boolean closeIfUnused(DrawSlot slot, long unusedNanos) throws LogException {
    Optional<Draw> draw = slot.giveUp(unusedNanos);
    if (draw.isPresent()) {
      try (Draw _ = draw.get()) {
        markOver(slot);
      }
    }
    return draw.isPresent();
  }

  /** Notes that a draw is over. Without the note, a start opens its log and finds the same. */
  private void markOver(DrawSlot slot) {
    try {
      slot.folder().markOver(slot.summary());
    } catch (LogException e) {
      environment.listener().on(new OfficeEvent.LogWarning(String.valueOf(e.getMessage())));
    }
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
    checkTerms(terms);
    opening.lock();
    try {
      if (closed) {
        throw new DecisionException(DecisionException.Kind.BUSY, "the office is stopping");
      }
      if (slots.containsKey(terms.number())) {
        throw conflict("draw: expected a new number, found %d".formatted(terms.number()));
      }
      if (running().size() >= RUNNING_MAX) {
        throw conflict(
            "expected at most %d draws that are not over, found %d already"
                .formatted(RUNNING_MAX, running().size()));
      }
      if (Files.exists(DrawFolder.in(data, terms.number()).path())) {
        throw conflict(
            "draw: expected a new number, found %d, whose folder is there since the start"
                .formatted(terms.number()));
      }
      admission.check(terms, agencies());
      Draw draw = make(DrawFolder.in(data, terms.number()), terms, name);
      add(DrawFolder.in(data, terms.number()), false, draw);
      draw.resume();
    } finally {
      opening.unlock();
    }
  }

  private void checkTerms(DrawTerms terms) throws DecisionException {
    if (terms.number() < 1) {
      throw invalid("draw: expected a number from 1, found " + terms.number());
    }
    int size = terms.agencies().size();
    if (size < 1 || size > AgencyReader.AGENCIES_MAX || terms.agencies().min() < 1) {
      throw invalid(
          "agencies: expected 1 to %d, each with a number from 1, found %d"
              .formatted(AgencyReader.AGENCIES_MAX, size));
    }
    if (terms.source() instanceof NumberSource.Fixed(int number)) {
      Draw.checkNumber(number);
    }
    if (terms.closesAt().isPresent()
        && !terms.closesAt().get().isAfter(environment.clock().instant())) {
      throw invalid("closesAt: expected a time in the future, found " + terms.closesAt().get());
    }
    if (terms.closesAt().isPresent() && terms.closesAt().get().isAfter(CLOSES_AT_MAX)) {
      throw invalid("closesAt: expected a time before " + CLOSES_AT_MAX + ", found a later one");
    }
  }

  /** Makes a draw under another name, so that it is there only when its opening is durable. */
  private Draw make(DrawFolder folder, DrawTerms terms, String who) throws LogException {
    DrawFolder part = folder.whileOpening();
    if (Files.exists(part.path())) {
      delete(part.path());
    }
    Opening decision = new Opening(terms, part::secretDigest, who);
    try {
      Draw.open(decision, logs.log(part.path(), folder.draw()), environment).close();
    } catch (SettingsConflictException e) {
      throw new IllegalStateException("a draw that is new has other terms", e);
    }
    part.moveTo(folder);
    return reopen(folder, environment);
  }

  private static DecisionException conflict(String message) {
    return new DecisionException(DecisionException.Kind.CONFLICT, message);
  }

  private static DecisionException invalid(String message) {
    return new DecisionException(DecisionException.Kind.INVALID, message);
  }

  /** {@return all draws, in ascending order} */
  public ImmutableList<DrawSummary> list() {
    return Lists.immutable.withAll(slots.values()).collect(DrawSlot::summary);
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
      throw new DecisionException(DecisionException.Kind.NOT_FOUND, "there is no draw " + number);
    }
    return slot;
  }

  private Lease leaseFor(DrawSlot slot) throws DecisionException, LogException {
    return lease(slot)
        .orElseThrow(() ->
            new DecisionException(
                DecisionException.Kind.BUSY,
                "too many draws that are over are asked for at the same time"));
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
    if (opening.tryLock()) {
      try {
        for (DrawSlot each : slots.values()) {
          closeIfUnused(each, UNUSED_MAX.toNanos());
        }
      } finally {
        opening.unlock();
      }
    }
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
    opening.lock();
    try (LockedFolder _ = lock) {
      lock = null;
      closed = true;
      closeAll(slots.values().stream().filter(slot -> slot.draw().isPresent()).iterator());
    } finally {
      opening.unlock();
    }
  }

  /** Closes each, whatever becomes of the others. */
  private void closeAll(Iterator<DrawSlot> open) throws LogException {
    if (open.hasNext()) {
      DrawSlot slot = open.next();
      try (Draw _ = slot.draw().orElseThrow()) {
        closeAll(open);
        if (slot.isOpenOnDemand()) {
          markOver(slot);
        }
      }
    }
  }
}
