package org.bolillero.admin;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests of which each has an office of its own. */
abstract class WithOffice {
  @TempDir Path folder;
  TestOffice office;

  @BeforeEach
  void open() throws Exception {
    office = newOffice();
  }

  /** An office that listens, with its data in the folder. */
  TestOffice newOffice() throws Exception {
    return new TestOffice(folder);
  }

  @AfterEach
  void close() throws Exception {
    office.close();
  }
}
