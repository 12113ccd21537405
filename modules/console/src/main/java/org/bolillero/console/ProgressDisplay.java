package org.bolillero.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A progress bar in the last line of standard error if that is a terminal, otherwise nothing. Other
 * output to {@code System.err}, such as log lines, appears above it. Only one may be open at a
 * time. Thread-safe.
 */
public final class ProgressDisplay implements AutoCloseable {
  private static final int REDRAW_MILLIS = 200;
  private static final String ERASE = "\r\u001b[K";
  private static final int TYPE_MASK = 0170000;
  private static final int CHARACTER_DEVICE = 0020000;

  private final String task;
  private final long total;
  private final int width;

  /** What {@code System.err} was; null if nothing is shown. */
  private final @Nullable PrintStream terminal;

  private final long startNanos = System.nanoTime();
  private final AtomicLong value = new AtomicLong();

  /** Guarded by this object. */
  private boolean isClosed;

  private ProgressDisplay(String task, long total, int width, @Nullable PrintStream terminal) {
    this.task = task;
    this.total = total;
    this.width = width;
    this.terminal = terminal;
  }

  /**
   * Starts to show progress.
   *
   * @param task what is going on, in a word or two
   * @param total the value at the end
   * @return the display, to be closed
   */
  public static ProgressDisplay open(String task, long total) {
    var environment = System.getenv();
    return isShown(environment)
        ? open(task, total, columns(environment) - 1, System.err)
        : new ProgressDisplay(task, total, 0, null);
  }

  static ProgressDisplay open(String task, long total, int width, PrintStream terminal) {
    ProgressDisplay display = new ProgressDisplay(task, total, width, terminal);
    System.setErr(new PrintStream(display.above(terminal), true, UTF_8));
    Thread.ofPlatform().daemon().name("progress").start(() -> display.drawUntilClosed(terminal));
    return display;
  }

  /** Whether standard error is a terminal that can move its cursor. */
  static boolean isShown(Map<String, String> environment) {
    return !environment.getOrDefault("TERM", "dumb").equals("dumb")
        && isTerminal(Path.of("/dev/fd/2"), Path.of("/dev/null"));
  }

  /** How wide it is, if the environment says so; otherwise 80, as most terminals are. */
  static int columns(Map<String, String> environment) {
    String columns = environment.getOrDefault("COLUMNS", "");
    return columns.matches("[1-9]\\d{1,2}") ? Integer.parseInt(columns) : 80;
  }

  /**
   * Whether a file is a character device other than the null device. Of all that standard error is
   * ever connected to, that is only a terminal. {@code System.console()} does not look at it.
   */
  static boolean isTerminal(Path file, Path nullDevice) {
    try {
      int mode = (int) Files.getAttribute(file, "unix:mode");
      return (mode & TYPE_MASK) == CHARACTER_DEVICE
          && !Files.getAttribute(file, "unix:rdev")
              .equals(Files.getAttribute(nullDevice, "unix:rdev"));
    } catch (IOException | UnsupportedOperationException _) {
      return false; // Closed, or a system without such files.
    }
  }

  /**
   * Shows how far the task is. It costs next to nothing: the bar is drawn by another thread, a few
   * times a second.
   *
   * @param reached from 0 to the total
   */
  public void to(long reached) {
    value.set(reached);
  }

  /**
   * Adds to how far the task is, at as little cost as {@link #to}.
   *
   * @param more how much, which may be negative
   */
  public void add(long more) {
    value.addAndGet(more);
  }

  /** Leaves the last state on the screen. */
  @Override
  public void close() {
    if (terminal != null) {
      synchronized (this) {
        if (!isClosed) {
          isClosed = true;
          notifyAll();
          terminal.print(ERASE + line() + "\n");
          System.setErr(terminal);
        }
      }
    }
  }

  private synchronized void drawUntilClosed(PrintStream screen) {
    try {
      while (!isClosed) {
        screen.print(ERASE + line());
        screen.flush();
        wait(REDRAW_MILLIS);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** A stream whose output appears above the bar. */
  private OutputStream above(PrintStream screen) {
    return new OutputStream() {
      @Override
      public void write(int character) {
        write(new byte[] {(byte) character}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) {
        synchronized (ProgressDisplay.this) {
          // If it ends within a line, the next call continues that line.
          boolean isWhole = length > 0 && bytes[offset + length - 1] == '\n';
          screen.print(isClosed ? "" : ERASE);
          screen.write(bytes, offset, length);
          screen.print(isClosed || !isWhole ? "" : line());
          screen.flush();
        }
      }
    };
  }

  private String line() {
    return line(task, value.get(), total, Duration.ofNanos(System.nanoTime() - startNanos), width);
  }

  /** Such as {@code agency 1 45% [#### ] 0:05, 0:07 to go}, of at most so many characters. */
  static String line(String task, long value, long total, Duration elapsed, int width) {
    double part = total <= 0 ? 1 : Math.clamp((double) value / total, 0, 1);
    String start = "%s %3d%% ".formatted(task, (int) (100 * part));
    String end = " " + time(elapsed.toSeconds());
    if (part > 0 && part < 1) {
      end += ", " + time((long) (elapsed.toSeconds() * (1 - part) / part)) + " to go";
    }
    int cells = Math.max(0, width - start.length() - end.length() - 2);
    int done = (int) (cells * part);
    String whole = start + '[' + "#".repeat(done) + " ".repeat(cells - done) + ']' + end;
    return whole.substring(0, Math.min(width, whole.length()));
  }

  private static String time(long seconds) {
    return "%d:%02d".formatted(seconds / 60, seconds % 60);
  }
}
