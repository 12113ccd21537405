package org.bolillero.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.junit.jupiter.api.Test;

class ProgressAreaTest {
  private static final String UP_1 = "\r\u001b[1A\u001b[J";
  private static final String UP_2 = "\r\u001b[2A\u001b[J";

  private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();
  private final ProgressArea area = new ProgressArea(terminal);
  private final OutputStream log = area.above();

  @Test
  void withoutProgressLogLinesPassUnchanged() throws IOException {
    log.write("a\nb".getBytes(UTF_8));
    log.write('\n');
    assertEquals("a\nb\n", written());
  }

  @Test
  void everyTaskHasALineOfItsOwn() {
    area.show("one", "1 %");
    area.show("two", "2 %");
    area.show("one", "3 %");
    assertEquals("1 %\n" + UP_1 + "1 %\n2 %\n" + UP_2 + "3 %\n2 %\n", written());
  }

  @Test
  void aFinishedTaskStaysAboveTheOthers() {
    area.show("one", "1 %");
    area.show("two", "2 %");
    terminal.reset();
    area.release("two");
    area.release("two");
    area.release("one");
    assertEquals(UP_2 + "2 %\n1 %\n" + UP_1 + "1 %\n" + UP_1 + "1 %\n", written());
  }

  @Test
  void logLinesGoAboveTheProgress() throws IOException {
    area.show("one", "1 %");
    terminal.reset();
    log.write("a long".getBytes(UTF_8));
    log.write(" line\n".getBytes(UTF_8));
    assertEquals(UP_1 + "a long line\n1 %\n", written());
  }

  private String written() {
    return terminal.toString(UTF_8);
  }
}
