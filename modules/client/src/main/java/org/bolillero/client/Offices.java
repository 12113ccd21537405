package org.bolillero.client;

import org.eclipse.collections.api.list.ImmutableList;
import org.jspecify.annotations.Nullable;

/**
 * The offices that an agency may speak to, and whose turn it is: that of the one that it has spoken
 * to last until that one fails, then that of each other one. Owned by the thread that converses.
 */
final class Offices {
  private final ImmutableList<ServerAddress> addresses;

  /** How often each has taken a connection without an answer. */
  private final int[] silences;

  /** What was wrong with each when it failed last. */
  private final @Nullable String[] problems;

  private int current;

  /** The one that has answered last; -1 before the first. */
  private int answered = -1;

  /** How many HELLOs got no answer, see {@link #excuseSuperseded}. */
  private int unansweredGreetings;

  Offices(ServerAddresses addresses) {
    this.addresses = addresses.all();
    this.silences = new int[this.addresses.size()];
    this.problems = new String[this.addresses.size()];
  }

  int count() {
    return addresses.size();
  }

  /** Whose turn it is. */
  ServerAddress current() {
    return addresses.get(current);
  }

  /** All of them: first those whose turn comes next, last the one whose turn it is. */
  ImmutableList<ServerAddress> nextOnes() {
    return addresses.drop(current + 1).newWithAll(addresses.take(current + 1));
  }

  /**
   * With which of the addresses of its name to begin, from 0: if one has taken a connection and not
   * answered, with the one after it.
   */
  int firstAddress() {
    return silences[current];
  }

  /**
   * Records that it has answered.
   *
   * @return whether that is news: there are several, and it is not the one that answered last
   */
  boolean answered() {
    boolean isNews = count() > 1 && answered != current;
    answered = current;
    return isNews;
  }

  /** Records that it has taken a connection and does not answer. */
  void silent() {
    silences[current]++;
  }

  /** Records that one of them has not answered a HELLO. */
  void greetingUnanswered() {
    unansweredGreetings++;
  }

  /**
   * Whether an office may have received one of this agency's unanswered HELLOs after a later one,
   * and treat its connection as the newest. Each explains that once.
   */
  boolean excuseSuperseded() {
    if (unansweredGreetings == 0) {
      return false;
    }
    unansweredGreetings--;
    return true;
  }

  /** Ends its turn, because of a problem. */
  void failed(String problem) {
    problems[current] = current() + ": " + problem;
    current = (current + 1) % count();
  }

  /** What was wrong with each that has failed, in their order. */
  String problems() {
    StringBuilder text = new StringBuilder();
    for (String problem : problems) {
      if (problem != null) {
        text.append(text.isEmpty() ? "" : "; ").append(problem);
      }
    }
    return text.toString();
  }
}
