package org.bolillero.console;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;

/** The bar itself; a class of its own so that without a terminal its library is never loaded. */
final class ProgressLine {
  private static final int UPDATE_MILLIS = 200;

  private final ProgressBar bar;

  private ProgressLine(ProgressBar bar) {
    this.bar = bar;
  }

  /**
   * Starts to draw a bar.
   *
   * @param width how many characters it may be wide; the library would load native code to find out
   */
  static ProgressLine open(String task, long total, int width, ProgressArea area) {
    return new ProgressLine(
        new ProgressBarBuilder()
            .setTaskName(task)
            .setInitialMax(total)
            .setUpdateIntervalMillis(UPDATE_MILLIS)
            .setStyle(ProgressBarStyle.UNICODE_BLOCK)
            .setConsumer(new Drawing(width, area))
            .build());
  }

  void to(long value) {
    bar.stepTo(value);
  }

  void close() {
    bar.close();
  }

  /** Where the library puts what it has rendered. */
  private static final class Drawing implements ProgressBarConsumer {
    private final int width;
    private final ProgressArea area;

    Drawing(int width, ProgressArea area) {
      this.width = width;
      this.area = area;
    }

    @Override
    public int getMaxRenderedLength() {
      return width;
    }

    @Override
    public void accept(String text) {
      area.show(this, text);
    }

    @Override
    public void close() {
      area.release(this);
    }
  }
}
