package org.bolillero.server;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class P9OrderlyEndTest {
  @TempDir Path folder;

  @Test
  void anOfficeThatHasNotHeldItsDrawCloses() throws Exception {
    new OfficeSetup(folder, 1).open().close();
  }
}
