package org.bolillero.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.bolillero.console.CommandException;
import org.eclipse.collections.api.list.ImmutableList;
import org.eclipse.collections.api.list.MutableList;
import org.eclipse.collections.impl.factory.Lists;

/**
 * A whole draw by real processes: an office and all agencies are started at the same moment, and it
 * ends when each agency has written down its winners.
 *
 * @param launcher starts all of them
 * @param files the file of each agency, from number 1 on
 * @param officeOptions more options of the office
 */
record WholeRun(Launcher launcher, ImmutableList<Path> files, List<String> officeOptions) {
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  /** Runs inside a folder; gives the seconds that it took. */
  double in(Path folder) throws IOException, CommandException, InterruptedException {
    String port = Integer.toString(OfficeProcess.freePort());
    MutableList<Started> processes = Lists.mutable.empty();
    try {
      long startNanos = System.nanoTime();
      Started office = launcher.start(folder, "server", office(port, folder.resolve("office")));
      processes.add(office);
      MutableList<Started> agencies = Lists.mutable.empty();
      for (int agency = 1; agency <= files.size(); agency++) {
        agencies.add(launcher.start(folder, "agency-" + agency, agency(agency, port, folder)));
        processes.add(agencies.getLast());
      }
      for (Started agency : agencies) {
        agency.awaitSuccess(PATIENCE);
      }
      double seconds = (System.nanoTime() - startNanos) / 1e9;
      office.awaitSuccess(PATIENCE);
      return seconds;
    } finally {
      processes.forEach(Started::close);
    }
  }

  private List<String> office(String port, Path data) {
    return Lists.mutable
        .of("server", "--port", port, "--agencies", "1-" + files.size())
        .with("--data")
        .with(data.toString())
        .with("--exit-after-draw")
        .withAll(officeOptions);
  }

  private List<String> agency(int agency, String port, Path folder) {
    return Lists.mutable
        .of("agency", "--id", Integer.toString(agency), "--server", "localhost:" + port)
        .with("--file")
        .with(files.get(agency - 1).toString())
        .with("--winners-out")
        .with(folder.resolve("winners-" + agency).toString());
  }
}
