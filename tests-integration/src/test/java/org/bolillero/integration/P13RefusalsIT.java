package org.bolillero.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bolillero.brokers.Brokers;
import org.bolillero.console.ExitCode;
import org.bolillero.integration.Programs.Running;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** An office that could lose something, or has lost it, does not go on, and says why. */
@Tag("kafka")
@ResourceLock("brokers")
class P13RefusalsIT {
  private static final int BETS = 400;
  private static final String GONE = "what was acknowledged is gone";

  private static Brokers brokers;
  private static OfficeTopics topics;

  @TempDir Path folder;
  @AutoClose private final Programs programs = new Programs(() -> folder);

  @BeforeAll
  static void startBrokers() throws IOException {
    brokers = Brokers.start(3);
    topics = new OfficeTopics(brokers);
  }

  @AfterAll
  static void stopBrokers() {
    topics.close();
    brokers.close();
  }

  private TwoOffices offices() throws IOException {
    return new TwoOffices(programs, brokers, folder, 2, BETS);
  }

  @Test
  void anOfficeThatIsSetUpOtherwiseWarnsAndDoesNotTakeOver() throws Exception {
    TwoOffices offices = offices();
    offices.start(offices.one());
    offices.one().awaitLead();
    offices.other().start("1-3");
    Running other = offices.other().running();
    other.awaitLine("this office will not take over from it");
    assertTrue(other.isAlive(), other::log);
    offices.one().running().kill();
    assertEquals(ExitCode.USAGE.code(), other.exitCode(), other::log);
    assertTrue(other.err().contains("the office that leads is set up otherwise"), other::log);
    offices.start(offices.one());
    offices.startAgencies();
    offices.complete();
  }

  @Test
  void officesWhoseTopicLosesItsFirstRecordsEndBoth() throws Exception {
    TwoOffices offices = delivered();
    topics.truncate(offices.topic(TwoOffices.DRAW), 5);
    assertDamaged(offices.one());
    assertDamaged(offices.other());
  }

  @Test
  void officesWhoseTopicIsMadeAnewEndBothAndDoNotStartAgain() throws Exception {
    TwoOffices offices = delivered();
    topics.delete(offices.topic(TwoOffices.DRAW));
    assertDamaged(offices.one());
    assertDamaged(offices.other());
    offices.start(offices.one());
    Running again = offices.one().running();
    assertEquals(ExitCode.DAMAGED.code(), again.exitCode(), again::log);
  }

  /** Both offices run, and have all bets. */
  private TwoOffices delivered() throws Exception {
    TwoOffices offices = offices();
    offices.start();
    offices.startAgencies();
    offices.awaitWinners();
    return offices;
  }

  private static void assertDamaged(SharedOffice office) throws Exception {
    Running ended = office.running();
    assertEquals(ExitCode.DAMAGED.code(), ended.exitCode(), ended::log);
    assertTrue(ended.err().contains(GONE), ended::log);
  }

  @Test
  void aTopicThatCouldLoseDataIsRefusedWithEachSettingThatIsWrong() throws Exception {
    TwoOffices offices = offices();
    topics.make(
        offices.topic(0),
        2,
        2,
        Map.of(
            "min.insync.replicas", "1",
            "flush.messages", "1000",
            "retention.ms", "3600000",
            "retention.bytes", "1000000",
            "cleanup.policy", "compact",
            "unclean.leader.election.enable", "true",
            "message.timestamp.type", "CreateTime"));
    offices.start(offices.one());
    Running refused = offices.one().running();
    assertEquals(ExitCode.USAGE.code(), refused.exitCode(), refused::log);
    List<String> findings =
        List.of(
            "expected 1 partition, found 2",
            "expected at least 3 replicas, found 2",
            "expected min.insync.replicas of at least 2, found 1",
            "expected flush.messages=1",
            "expected retention.ms=-1, found 3600000",
            "expected retention.bytes=-1, found 1000000",
            "expected cleanup.policy=delete, found compact",
            "expected unclean.leader.election.enable=false, found true",
            "expected message.timestamp.type=LogAppendTime, found CreateTime");
    for (String each : findings) {
      assertTrue(refused.err().contains(each), () -> each + ": " + refused.log());
    }
  }
}
