package org.bolillero.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.bolillero.console.Command;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;
import org.bolillero.console.ManualPage;
import org.bolillero.console.Options;

/** The command {@code bench start}: how long an office takes to be there. */
final class StartCommand implements Command {
  private final Options options = new Options();

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final List<String> QUICKEST = List.of("-XX:TieredStopAtLevel=1", "-Xshare:auto");
  private static final String NO_ARCHIVE = "-Xshare:off";

  private final Surroundings surroundings = new Surroundings(options);

  @Override
  public ManualPage page() {
    return new ManualPage(
        "start",
        "Measure how long an office takes to start.",
        List.of(
            "From running the launcher to the first connection that the office accepts, with an"
                + " empty folder, with the archive of classes that the JVM maps and without it."
                + " The reference is a JVM that says hello and ends, without the launcher and as"
                + " fast as it can be asked to."),
        List.of("  bolillero bench start --runs 20"),
        List.of(ExitCode.UNREACHABLE, ExitCode.REFUSED, ExitCode.STORAGE_FAILED));
  }

  @Override
  public Options options() {
    return options;
  }

  @Override
  public ExitCode run(PrintWriter out) throws CommandException, InterruptedException {
    return surroundings.measure(page(), out, this::measure);
  }

  private void measure(WorkFolder folder, PrintWriter out)
      throws IOException, CommandException, InterruptedException {
    Launcher launcher = Launcher.find();
    Report report = new Report();
    Figure archived = report.figure("office accepts, with the archive of classes, ms", 0);
    Figure plain = report.figure("office accepts, without it, ms", 0);
    Figure hello = report.figure("reference: a JVM says hello, ms", 0);
    for (int run = 0; run < surroundings.runs(); run++) {
      archived.add(millis(launcher, folder));
      plain.add(millis(launcher.with(NO_ARCHIVE), folder));
      long startNanos = System.nanoTime();
      try (Started process = JavaProcess.start(folder.path(), QUICKEST, Hello.class)) {
        process.awaitSuccess(PATIENCE);
        hello.add((System.nanoTime() - startNanos) / 1e6);
      }
    }
    archived.against(hello, "a hello");
    plain.against(hello, "a hello");
    report.print(out);
  }

  private static double millis(Launcher launcher, WorkFolder folder)
      throws IOException, CommandException, InterruptedException {
    Path data = folder.path().resolve("office");
    try (OfficeProcess office = OfficeProcess.start(launcher, folder.path(), data, 1, List.of())) {
      office.stop();
      return office.startSeconds() * 1e3;
    } finally {
      folder.empty();
    }
  }
}
