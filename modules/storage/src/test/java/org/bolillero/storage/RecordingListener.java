package org.bolillero.storage;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Notes what a log tells its listener. */
final class RecordingListener implements LogListener {
  private final List<String> warnings = new CopyOnWriteArrayList<>();
  private final List<LogException> failures = new CopyOnWriteArrayList<>();

  @Override
  public void warning(String message) {
    warnings.add(message);
  }

  @Override
  public void failed(LogException failure) {
    failures.add(failure);
  }

  List<String> warnings() {
    return List.copyOf(warnings);
  }

  List<LogException> failures() {
    return List.copyOf(failures);
  }
}
