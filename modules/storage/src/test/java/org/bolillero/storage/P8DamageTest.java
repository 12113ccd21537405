package org.bolillero.storage;

import static org.bolillero.storage.LogOnDisk.SEGMENT_BYTES;
import static org.bolillero.storage.SegmentFormat.HEADER_BYTES;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows of the recovery table: acknowledged entries are damaged. */
class P8DamageTest {
  private final LogOnDisk log = new LogOnDisk();

  @Test
  void damageToAnAcknowledgedEntryIsRefusedAndNamed() throws Exception {
    log.machine.start();
    log.machine.append(100);
    log.machine.append(200);
    log.machine.append(300);
    log.disk.file("segment-00000000.log").flip(HEADER_BYTES + 70, 3);
    log.assertRefused(
        "segment-00000000.log: entry 1 is damaged at offset 64 (agency 1, if its header is right),"
            + " although entry 2 and all before it were durable");
  }

  @Test
  void aPinAloneVouchesForTheEntriesBeforeIt() throws Exception {
    log.machine.start();
    log.machine.append(100);
    log.machine.append(200);
    log.machine.pin();
    log.disk.file("segment-00000000.log").flip(HEADER_BYTES + 132 + 40, 0);
    log.assertRefused(
        "segment-00000000.log: entry 2 is damaged at offset 196 (agency 2, if its header is"
            + " right), although entry 2 and all before it were durable");
  }

  @Test
  void anEntryInTheNextSegmentVouchesForThoseBeforeIt() throws Exception {
    log.fillThreeSegments();
    log.disk.file("segment-00000000.log").flip(HEADER_BYTES + 5, 0);
    log.assertRefused("segment-00000000.log: entry 1 is damaged at offset 64");
  }

  @Test
  void entriesThatTurnedToZerosAreMissedAndNamed() throws Exception {
    log.fillThreeSegments();
    log.tear(1, HEADER_BYTES, SEGMENT_BYTES);
    log.assertRefused(
        "segment-00000000.log: entry 3 is missing at offset 3128, as segment-00000002.log goes on"
            + " with entry 5");
  }

  @Test
  void bytesWhereAFullSegmentShouldHaveZerosAreRefused() throws Exception {
    log.fillThreeSegments();
    log.disk.file("segment-00000001.log").flip(SEGMENT_BYTES - 1, 7);
    log.assertRefused(
        "segment-00000001.log: entry 5 is damaged at offset 3128", "segment-00000002.log goes on");
  }

  @Test
  void anEntryInTheLastBytesOfASegmentVouchesForThoseBeforeIt() throws Exception {
    log.machine.start();
    log.machine.append(100);
    log.machine.append(SEGMENT_BYTES - 32 - 196 - 32);
    log.machine.append(0);
    log.disk.file("segment-00000000.log").flip(HEADER_BYTES + 132 + 40, 0);
    log.assertRefused(
        "segment-00000000.log: entry 2 is damaged at offset 196 (agency 2, if its header is"
            + " right), although entry 2 and all before it were durable");
  }

  @Test
  void damageToAnEntryInTheLastBytesOfASegmentIsNamedWithItsAgency() throws Exception {
    log.machine.start();
    log.machine.append(SEGMENT_BYTES - 32 - 32 - HEADER_BYTES);
    log.machine.append(0);
    log.machine.append(10);
    log.disk.file("segment-00000000.log").flip(SEGMENT_BYTES - 32, 0);
    log.assertRefused(
        "segment-00000000.log: entry 2 is damaged at offset 4064 (agency 2, if its header is"
            + " right), although entry 2 and all before it were durable");
  }

  @Test
  void bytesWhereThereIsNoRoomForAHeaderAreRefusedWithoutAnAgency() throws Exception {
    log.machine.start();
    log.machine.append(SEGMENT_BYTES - 31 - 32 - HEADER_BYTES);
    log.machine.append(10);
    log.disk.file("segment-00000000.log").flip(SEGMENT_BYTES - 1, 0);
    log.assertRefused("segment-00000000.log: entry 2 is damaged at offset 4065 (agency 0");
  }

  @Test
  void entriesThatHaveChangedPlacesAreRefused() throws Exception {
    log.machine.start();
    log.machine.append(68);
    log.machine.append(68);
    log.machine.append(68);
    byte[] content = log.content(0);
    byte[] first = Arrays.copyOfRange(content, 64, 164);
    System.arraycopy(content, 164, content, 64, 100);
    System.arraycopy(first, 0, content, 164, 100);
    log.disk.put("segment-00000000.log", content);
    log.assertRefused("segment-00000000.log: entry 1 is damaged at offset 64");
  }

  @Test
  void aHostilePayloadCanMakeATornLogRefusedButNeverServed() throws Exception {
    log.machine.start();
    log.machine.append(100);
    LogEntry forged = new LogEntry(1, 9, ByteBuffer.allocate(0));
    ByteBuffer payload = ByteBuffer.allocate(200).position(100);
    EntryFormat.writeHeader(payload, 3, 2, 0, forged, 0);
    log.machine.log().append(new LogEntry(1, 9, payload.rewind()));
    log.machine.log().commit();
    List<Long> served = new ArrayList<>();
    log.machine
        .log()
        .slices(new SimulatedFiles(log.disk), 1)
        .getLast()
        .forEach((number, _) -> served.add(number));
    assertEquals(List.of(2L), served);
    log.disk.file("segment-00000000.log").flip(HEADER_BYTES + 132, 0);
    log.assertRefused("segment-00000000.log: entry 2 is damaged at offset 196");
  }
}
