package org.bolillero.integration;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what strace writes of a process with many threads, with {@code -f -xx}: each call when it
 * begins and again when it returns. A line stands for both, unless something happened meanwhile.
 */
final class StraceReport {
  private static final String UNFINISHED = " <unfinished ...>";
  private static final Pattern BEGINS = Pattern.compile("(\\d+) +(\\w+)\\(");
  private static final Pattern RESUMED = Pattern.compile("(\\d+) +<\\.\\.\\. (\\w+) resumed>");

  /** Is told of the calls, in the order in which they began and returned. */
  interface Listener {
    /** What the system fills in is not there yet. */
    void begins(SystemCall call);

    void returns(SystemCall call);
  }

  private record Begun(String arguments, int line) {}

  private final Listener listener;
  private final Map<String, Begun> unfinished = new HashMap<>();
  private int line;

  private StraceReport(int line, Listener listener) {
    this.line = line;
    this.listener = listener;
  }

  /**
   * Reads a report from the start to the end of the process.
   *
   * @param before how many lines the reports before it have had
   * @return how many they have with this one
   */
  static int read(Path report, int before, Listener listener) throws IOException {
    StraceReport reading = new StraceReport(before, listener);
    try (BufferedReader lines = Files.newBufferedReader(report)) {
      for (String text = lines.readLine(); text != null; text = lines.readLine()) {
        reading.line++;
        reading.read(text);
      }
    }
    return reading.line;
  }

  /** Other lines tell of signals and of threads that have ended. */
  private void read(String text) {
    Matcher begins = BEGINS.matcher(text);
    Matcher resumed = RESUMED.matcher(text);
    if (begins.lookingAt()) {
      String thread = begins.group(1);
      String name = begins.group(2);
      if (text.endsWith(UNFINISHED)) {
        String arguments = text.substring(begins.end(), text.length() - UNFINISHED.length());
        unfinished.put(thread, new Begun(arguments, line));
        listener.begins(SystemCall.of(name, arguments, "", line, line));
      } else {
        String arguments = text.substring(begins.end(), endOfArguments(text));
        listener.begins(SystemCall.of(name, arguments, "", line, line));
        listener.returns(SystemCall.of(name, arguments, result(text), line, line));
      }
    } else if (resumed.lookingAt()) {
      Begun begun = unfinished.remove(resumed.group(1));
      if (begun == null) {
        throw new IllegalStateException("line " + line + ": resumed without a beginning");
      }
      String arguments = begun.arguments + text.substring(resumed.end(), endOfArguments(text));
      listener.returns(SystemCall.of(resumed.group(2), arguments, result(text), begun.line, line));
    }
  }

  private static int endOfArguments(String text) {
    return text.lastIndexOf(')', text.lastIndexOf(" = "));
  }

  private static String result(String text) {
    return text.substring(text.lastIndexOf(" = ") + 3);
  }
}
