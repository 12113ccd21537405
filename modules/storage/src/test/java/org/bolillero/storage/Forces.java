package org.bolillero.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** What this process forces from now on, as the flight recorder of the virtual machine sees it. */
final class Forces implements AutoCloseable {
  private static final String EVENT = "jdk.FileForce";

  private final Recording recording = new Recording();

  Forces() {
    recording.enable(EVENT).withThreshold(Duration.ZERO).withoutStackTrace();
    recording.start();
  }

  /** Ends the recording; gives the files and folders that were forced, in order. */
  List<Path> stop() throws IOException {
    recording.stop();
    Path file = Files.createTempFile("forces", ".jfr");
    recording.dump(file);
    List<RecordedEvent> events = new ArrayList<>(RecordingFile.readAllEvents(file));
    Files.delete(file);
    events.sort(Comparator.comparing(RecordedEvent::getStartTime));
    return events.stream().map(event -> Path.of(event.getString("path"))).toList();
  }

  @Override
  public void close() {
    recording.close();
  }
}
