package org.bolillero.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;
import org.eclipse.collections.api.list.ImmutableList;
import org.eclipse.collections.api.list.MutableList;
import org.eclipse.collections.impl.factory.Lists;

/** Files of bets, which are agency-1.csv and so on in a folder. */
final class AgencyFiles {
  private static final Duration PATIENCE = Duration.ofMinutes(30);
  private static final int BUFFER_BYTES = 1024 * 1024;

  private AgencyFiles() {}

  /** Has the program make them up. */
  static ImmutableList<Path> generate(Launcher launcher, Path folder, int agencies, long bets)
      throws IOException, CommandException, InterruptedException {
    Path files = folder.resolve("files");
    List<String> arguments =
        Lists.mutable
            .of("generate", "--agencies", Integer.toString(agencies))
            .with("--bets")
            .with(Long.toString(bets))
            .with("--out")
            .with(files.toString());
    try (Started generating = launcher.start(folder, "generate", arguments)) {
      generating.awaitSuccess(PATIENCE);
    }
    return in(files);
  }

  /** Finds those that are there. */
  static ImmutableList<Path> in(Path folder) throws CommandException {
    MutableList<Path> files = Lists.mutable.empty();
    Path next = folder.resolve("agency-1.csv");
    while (Files.isRegularFile(next)) {
      files.add(next);
      next = folder.resolve("agency-" + (files.size() + 1) + ".csv");
    }
    if (files.isEmpty()) {
      throw new CommandException(ExitCode.BAD_INPUT, next + ": no such file");
    }
    return files.toImmutable();
  }

  /** Counts the rows, by their ends. */
  static long rows(ImmutableList<Path> files) throws IOException {
    long rows = 0;
    byte[] buffer = new byte[BUFFER_BYTES];
    for (Path file : files) {
      try (InputStream in = Files.newInputStream(file)) {
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
          rows += new String(buffer, 0, count, ISO_8859_1).chars().filter(c -> c == '\n').count();
        }
      }
    }
    return rows;
  }
}
