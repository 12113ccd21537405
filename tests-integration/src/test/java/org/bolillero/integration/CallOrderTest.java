package org.bolillero.integration;

import static org.bolillero.integration.ReportText.SEGMENT_BYTES;
import static org.bolillero.integration.ReportText.entry;
import static org.bolillero.integration.ReportText.path;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CallOrderTest {
  private static final int STORED = 0x82;
  private static final int FINISHED = 0x84;
  private static final int WINNERS = 0x85;
  private static final byte[] BATCH = entry(1, 1, (byte) 0, (byte) 2);

  @TempDir Path folder;
  private final CallOrder order = new CallOrder(ReportText.FOLDER);

  @Test
  void aWholeDrawInTheRightOrderIsAccepted() throws Exception {
    check(
        new ReportText()
            .started()
            .write(BATCH, 64)
            .force()
            .answer(STORED, 2, 8)
            .write(entry(2, 2), 98)
            .force()
            .answer(FINISHED, 1, 4)
            .write(entry(3, 3), 130)
            .force()
            .write(entry(4, 4), 162)
            .force()
            .answer(WINNERS, 0, 4));
    assertEquals(4, order.entries());
    assertTrue(order.isDrawn());
    assertEquals(1, order.answers(STORED));
  }

  @Test
  void aBetThatIsNotForcedIsNotAcknowledged() {
    assertBroken(OrderRule.STORED, written().answer(STORED, 2, 8));
    assertBroken(OrderRule.STORED, written().force().answer(STORED, 3, 8));
    assertBroken(
        OrderRule.STORED,
        written().call("fdatasync(4) = -1 EIO (Input/output error)").answer(STORED, 1, 8));
  }

  @Test
  void aForceCountsOnlyWhenItHasReturned() {
    assertBroken(
        OrderRule.STORED, written().call("fdatasync(4 <unfinished ...>").answer(STORED, 2, 8));
  }

  @Test
  void aForceThatBeganBeforeTheWriteHadReturnedCoversNothingOfIt() {
    assertBroken(
        OrderRule.STORED,
        new ReportText()
            .started()
            .call(ReportText.writing(BATCH, 64) + " <unfinished ...>")
            .line(3, "fdatasync(4 <unfinished ...>")
            .call("<... pwrite64 resumed>) = " + BATCH.length)
            .line(3, "<... fdatasync resumed>) = 0")
            .answer(STORED, 2, 8));
  }

  @Test
  void anEndThatIsNotForcedIsNotAcknowledged() {
    assertBroken(OrderRule.FINISHED, written().write(entry(2, 2), 98).answer(FINISHED, 1, 4));
    assertBroken(
        OrderRule.FINISHED, written().write(entry(2, 2), 98).force().answer(FINISHED, 2, 4));
  }

  @Test
  void noWinnersAreToldBeforeTheResultIsForcedAndNoResultIsWrittenBeforeTheSealIs() {
    assertBroken(OrderRule.WINNERS, written().force().answer(WINNERS, 0, 4));
    assertBroken(OrderRule.SEAL, written().write(entry(2, 3), 98).write(entry(3, 4), 130));
  }

  @Test
  void aSegmentIsNamedOnlyWhenItIsWrittenToItsEndAndForced() {
    assertBroken(OrderRule.WHOLE, created().writeZeros(SEGMENT_BYTES).nameSegment());
    assertBroken(OrderRule.WHOLE, created().writeZeros(SEGMENT_BYTES - 1).force().nameSegment());
    assertBroken(
        OrderRule.WHOLE,
        created().call("openat(AT_FDCWD, " + path("1.log") + ", O_RDWR|O_CREAT|O_EXCL, 0666) = 7"));
  }

  @Test
  void aSegmentGetsAnEntryOnlyUnderItsName() {
    assertBroken(OrderRule.NAME, created().writeZeros(SEGMENT_BYTES).force().write(BATCH, 64));
  }

  @Test
  void aSegmentGetsAnEntryOnlyWhenItsZerosAreThere() {
    assertBroken(
        OrderRule.ZEROS,
        new ReportText()
            .lock()
            .call("openat(AT_FDCWD, " + path("0.log") + ", O_RDWR|O_CREAT, 0666) = 4")
            .write(BATCH, 64));
  }

  @Test
  void aSegmentGetsAnEntryOnlyWhenItsNameIsForced() {
    ReportText named = created().writeZeros(SEGMENT_BYTES).force().nameSegment();
    assertBroken(OrderRule.FOLDER, named.write(BATCH, 64));
    ReportText early = created().writeZeros(SEGMENT_BYTES).force().forceFolder().nameSegment();
    assertBroken(OrderRule.FOLDER, early.write(BATCH, 64));
    ReportText made = new ReportText().makeFolder().lock().createSegment();
    made.writeZeros(SEGMENT_BYTES).force().nameSegment().forceFolder();
    assertBroken(OrderRule.FOLDER, made.write(BATCH, 64));
  }

  @Test
  void aSegmentGetsAnEntryOnlyWhenThoseBeforeItAreForced() {
    byte[] whole = new byte[SEGMENT_BYTES];
    whole[30] = (byte) (SEGMENT_BYTES >> 8);
    String next = ReportText.hex(whole) + ", " + SEGMENT_BYTES + ", 0) = " + SEGMENT_BYTES;
    byte[] second = entry(2, 2);
    assertBroken(
        OrderRule.ORDER,
        written()
            .call("openat(AT_FDCWD, " + path("1.new") + ", O_RDWR|O_CREAT|O_EXCL, 0666) = 7")
            .call("pwrite64(7, " + next)
            .call("fdatasync(7) = 0")
            .call("rename(" + path("1.new") + ", " + path("1.log") + ") = 0")
            .forceFolder()
            .call("pwrite64(7, " + ReportText.hex(second) + ", 32, 64) = 32"));
  }

  @Test
  void nothingChangesInAFolderThatIsNotLocked() {
    assertBroken(OrderRule.LOCK, new ReportText().createSegment().writeZeros(64));
    assertBroken(OrderRule.LOCK, new ReportText().call("unlink(" + path("0.new") + ") = 0"));
    assertBroken(OrderRule.LOCK, new ReportText().nameSegment());
    assertBroken(
        OrderRule.LOCK,
        created().call("unlink(" + path("log.lock") + ") = 0").force().writeZeros(64));
  }

  @Test
  void aLockGoesWithAnyDescriptorOfItsFile() {
    assertBroken(
        OrderRule.LOCK,
        created()
            .call("openat(AT_FDCWD, " + path("log.lock") + ", O_RDONLY) = 7")
            .call("close(7) = 0")
            .writeZeros(64));
  }

  @Test
  void anEntryStaysAsItIs() {
    byte[] other = BATCH.clone();
    other[33]++;
    assertBroken(OrderRule.UNCHANGED, written().force().write(other, 64));
  }

  @Test
  void whatIsWrittenByOtherCallsIsRefused() {
    assertBroken(OrderRule.KNOWN, created().call("ftruncate(4, 100) = 0"));
    assertBroken(OrderRule.KNOWN, written().call("sendmsg(9, {}, 0) = 1"));
    assertBroken(
        OrderRule.KNOWN,
        created().call("mmap(NULL, 256, PROT_READ|PROT_WRITE, MAP_SHARED, 4, 0) = 0x7f0000000000"));
  }

  @Test
  void whatAKilledProcessHasNotForcedMustBeForcedByTheNext() throws Exception {
    check(written().call("fdatasync(4) = ?").call("+++ killed by SIGKILL +++"));
    check(
        new ReportText()
            .lock()
            .call(reopened())
            .write(BATCH, 64)
            .force()
            .greeted()
            .answer(STORED, 2, 8));

    CallOrder again = new CallOrder(ReportText.FOLDER);
    again.check(written().write(folder.resolve("killed")));
    Path next =
        new ReportText()
            .lock()
            .call(reopened())
            .write(BATCH, 64)
            .greeted()
            .answer(STORED, 2, 8)
            .write(folder.resolve("next"));
    OrderRule.Broken broken = assertThrows(OrderRule.Broken.class, () -> again.check(next));
    assertEquals(OrderRule.STORED, broken.rule());
  }

  private static String reopened() {
    return "openat(AT_FDCWD, " + path("0.log") + ", O_RDWR) = 4";
  }

  private static ReportText created() {
    return new ReportText().lock().createSegment();
  }

  private static ReportText written() {
    return new ReportText().started().write(BATCH, 64);
  }

  private void check(ReportText report) throws Exception {
    order.check(report.write(folder.resolve("report")));
  }

  private void assertBroken(OrderRule rule, ReportText report) {
    CallOrder fresh = new CallOrder(ReportText.FOLDER);
    OrderRule.Broken broken =
        assertThrows(
            OrderRule.Broken.class, () -> fresh.check(report.write(folder.resolve("report"))));
    assertEquals(rule, broken.rule(), broken.getMessage());
  }
}
