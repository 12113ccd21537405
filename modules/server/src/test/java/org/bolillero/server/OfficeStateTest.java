package org.bolillero.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OfficeStateTest {
  @TempDir Path folder;

  @Test
  void aDefectInAConversationDoesNotEndTheOffice() throws Exception {
    OfficeState office = empty();
    office.died(Thread.currentThread(), new IllegalStateException("a defect"));
    assertFalse(office.end().isDone());
  }

  @Test
  void anErrorEndsTheOffice() throws Exception {
    OfficeState office = empty();
    Error error = new OutOfMemoryError("not really");
    office.died(Thread.currentThread(), error);
    assertTrue(office.end().isDone());
    assertEquals(error, assertThrows(ExecutionException.class, office.end()::get).getCause());
  }

  @Test
  void aLogThatIsOfAnotherDrawIsLetGoOf() throws Exception {
    StoredLog.write(new OfficeSetup(folder, 2), new JournalEvent.Bets(2, TestBets.losing(2, 0, 1)));
    OfficeSettings settings = new OfficeSetup(folder, 1).settings();
    Machine machine = Machine.real(settings, OfficeSetup.CLOCK);
    for (int i = 0; i < 2; i++) {
      assertThrows(SettingsConflictException.class, () -> OfficeState.recover(settings, machine));
    }
  }

  private OfficeState empty() throws Exception {
    OfficeSettings settings = new OfficeSetup(folder, 1).settings();
    return OfficeState.recover(settings, new TestMachine(new HeldJournal()));
  }
}
