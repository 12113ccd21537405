package org.bolillero.admin;

import java.util.Optional;
import org.bolillero.watch.Health;
import org.bolillero.watch.Health.Finding;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * Tells programs that start and stop others how an office does. What it says, and how, is what
 * Kubernetes says of itself:
 *
 * <pre>
 *   [+]log ok
 *   [-]disk failed: expected room for 33554432 bytes, found 1024
 *   readyz check failed
 * </pre>
 *
 * <p>If nothing is wrong, it is just {@code ok}, unless more was asked for.
 */
final class ProbeApi {
  /** What is asked, to be told of the checks that are good as well. */
  private static final String VERBOSE = "verbose";

  private final Health health;

  ProbeApi(Health health) {
    this.health = health;
  }

  Answer answer(Route.Probe probe, String query) throws RefusedRequestException {
    ImmutableList<Finding> all = probe.isForLife() ? health.live() : health.ready();
    if (probe.check().isPresent()) {
      return answer(finding(all, probe.check().get()));
    }
    boolean isGood = all.allSatisfy(Finding::isGood);
    if (isGood && !(query.equals(VERBOSE) || query.startsWith(VERBOSE + "="))) {
      return Answer.text(Answer.OK, "ok");
    }
    String lines = all.collect(ProbeApi::line).makeString("");
    String end =
        "%s check %s\n"
            .formatted(probe.isForLife() ? "livez" : "readyz", isGood ? "passed" : "failed");
    return Answer.text(status(isGood), lines + end);
  }

  private static Answer answer(Finding finding) {
    return finding.isGood()
        ? Answer.text(Answer.OK, "ok")
        : Answer.text(status(false), line(finding));
  }

  private static Finding finding(ImmutableList<Finding> all, String check)
      throws RefusedRequestException {
    return Optional.ofNullable(all.detect(each -> each.check().equals(check)))
        .orElseThrow(() ->
            new RefusedRequestException(
                RefusedRequestException.NOT_FOUND,
                "expected one of the checks %s, found %s"
                    .formatted(all.collect(Finding::check).makeString(), Found.of(check))));
  }

  private static int status(boolean isGood) {
    return isGood ? Answer.OK : RefusedRequestException.UNAVAILABLE;
  }

  private static String line(Finding finding) {
    return finding
        .problem()
        .map(problem -> "[-]" + finding.check() + " failed: " + problem + "\n")
        .orElse("[+]" + finding.check() + " ok\n");
  }
}
