package org.bolillero.admin;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the path of a request names. */
sealed interface Route {
  String GET = "GET";

  /** As GET, but for the body of the answer. */
  String HEAD = "HEAD";

  String POST = "POST";

  /** The methods that it has. */
  List<String> methods();

  /** Whether it is also for programs that only watch over the office. */
  default boolean isForWatchers() {
    return false;
  }

  /** All draws. */
  record All() implements Route {
    @Override
    public List<String> methods() {
      return List.of(GET, HEAD, POST);
    }
  }

  /** One draw. */
  record One(int draw) implements Route {
    @Override
    public List<String> methods() {
      return List.of(GET, HEAD);
    }
  }

  /** A file of the page. */
  record Page(PageFile file) implements Route {
    @Override
    public List<String> methods() {
      return List.of(GET, HEAD);
    }
  }

  /** What the page shows, as it changes. */
  record Watch() implements Route {
    @Override
    public List<String> methods() {
      return List.of(GET, HEAD);
    }
  }

  /** The certificates in force. */
  record Certificates() implements Route {
    @Override
    public List<String> methods() {
      return List.of(POST);
    }
  }

  /** The metrics of the office. */
  record Metrics() implements Route {
    @Override
    public boolean isForWatchers() {
      return true;
    }

    @Override
    public List<String> methods() {
      return List.of(GET, HEAD);
    }
  }

  /** Whether the office lives, or can take bets; by all checks, or by one of them. */
  record Probe(boolean isForLife, Optional<String> check) implements Route {
    @Override
    public boolean isForWatchers() {
      return true;
    }

    @Override
    public List<String> methods() {
      return List.of(GET, HEAD);
    }
  }

  /** A decision on a draw. */
  record Decide(int draw, Choice choice) implements Route {
    @Override
    public List<String> methods() {
      return List.of(POST);
    }
  }

  /** What there is to decide on a draw that was opened. */
  enum Choice {
    CLOSE,
    EXCUSE,
    NUMBER,
    CORRECT
  }

  /** What there is, for whoever has asked for something else. */
  String ALL =
      "/, /metrics, /livez, /readyz, /api/watch, /api/reload, /api/draws, /api/draws/N,"
          + " or /api/draws/N/ and one of close, excuse, number, correct";

  /** What a path names, if anything. Each thing has one path: there is no draw 02. */
  static Optional<Route> of(String path) {
    if (path.equals("/api/draws")) {
      return Optional.of(new All());
    }
    if (path.equals("/metrics")) {
      return Optional.of(new Metrics());
    }
    if (path.equals("/api/reload")) {
      return Optional.of(new Certificates());
    }
    if (path.equals("/api/watch")) {
      return Optional.of(new Watch());
    }
    for (PageFile each : PageFile.values()) {
      if (path.equals(each.path())) {
        return Optional.of(new Page(each));
      }
    }
    Matcher probe = Paths.OF_A_PROBE.matcher(path);
    if (probe.matches()) {
      boolean isForLife = probe.group("probe").equals("livez");
      return Optional.of(new Probe(isForLife, Optional.ofNullable(probe.group("check"))));
    }
    Matcher matcher = Paths.OF_A_DRAW.matcher(path);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long draw = Long.parseLong(matcher.group("draw"));
    if (draw > Integer.MAX_VALUE) {
      return Optional.empty();
    }
    String choice = matcher.group("choice");
    return Optional.of(
        choice == null
            ? new One((int) draw)
            : new Decide((int) draw, Choice.valueOf(choice.toUpperCase(Locale.ROOT))));
  }

  /** How paths are written. */
  final class Paths {
    private static final Pattern OF_A_DRAW =
        Pattern.compile(
            "/api/draws/(?<draw>[1-9][0-9]{0,9})(/(?<choice>close|excuse|number|correct))?");

    private static final Pattern OF_A_PROBE =
        Pattern.compile("/(?<probe>livez|readyz)(/(?<check>[a-z]{1,20}))?");

    private Paths() {}
  }
}
