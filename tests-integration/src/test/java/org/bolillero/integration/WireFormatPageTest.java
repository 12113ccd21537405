package org.bolillero.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The page on the wire format shows the agency that is run. */
class WireFormatPageTest {
  private static final Path PAGE = Path.of("../docs/wire-format.md");

  @Test
  void thePageShowsTheAgencyInPythonThatIsRun() throws Exception {
    try (InputStream resource = WireFormatPageTest.class.getResourceAsStream("agency.py")) {
      String agency = new String(Objects.requireNonNull(resource).readAllBytes(), UTF_8);
      assertTrue(Files.readString(PAGE).contains("```python\n" + agency + "```\n"));
    }
  }
}
