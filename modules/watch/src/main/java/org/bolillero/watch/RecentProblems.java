package org.bolillero.watch;

import java.time.Instant;
import java.util.LinkedHashMap;
import org.bolillero.watch.Vitals.Problem;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * The latest problems, each once however often it comes: a crowd of bad clients pushes out nothing.
 * Thread-safe.
 */
final class RecentProblems {
  /** How long a text may be that is kept. */
  private static final int TEXT_LENGTH_MAX = 500;

  private final int max;

  /** What makes two problems the same. */
  private record Key(ProblemKind kind, String what) {}

  /** The latest one last. Guarded by this. */
  private final LinkedHashMap<Key, Problem> problems = new LinkedHashMap<>();

  RecentProblems(int max) {
    this.max = max;
  }

  synchronized void add(ProblemReader.Found found, Instant now) {
    Key key = new Key(found.kind(), cut(found.what()));
    Problem before = problems.remove(key);
    long count = before == null ? 1 : before.count() + 1;
    if (problems.size() == max) {
      problems.pollFirstEntry();
    }
    problems.put(key, new Problem(found.kind(), now, count, cut(found.text())));
  }

  /** The latest one first. */
  synchronized ImmutableList<Problem> all() {
    return Lists.immutable.withAll(problems.sequencedValues().reversed());
  }

  private static String cut(String text) {
    return text.length() <= TEXT_LENGTH_MAX ? text : text.substring(0, TEXT_LENGTH_MAX - 1) + "…";
  }
}
