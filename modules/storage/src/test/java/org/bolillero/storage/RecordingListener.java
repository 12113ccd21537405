package org.bolillero.storage;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Notes what a log tells its listener. */
final class RecordingListener implements LogListener {
  /** A group of entries that was forced. */
  record Group(long nanos, long bytes, int entries) {}

  private final List<Group> groups = new CopyOnWriteArrayList<>();
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

  @Override
  public void groupForced(long nanos, long bytes, int entries) {
    groups.add(new Group(nanos, bytes, entries));
  }

  List<Group> groups() {
    return List.copyOf(groups);
  }

  List<String> warnings() {
    return List.copyOf(warnings);
  }

  List<LogException> failures() {
    return List.copyOf(failures);
  }
}
