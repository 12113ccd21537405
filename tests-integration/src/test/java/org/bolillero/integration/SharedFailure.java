package org.bolillero.integration;

import static org.bolillero.fuzz.Patience.await;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.bolillero.brokers.Brokers;

/** What may become of offices that share their logs, and of the brokers that keep these. */
enum SharedFailure {
  LEADER_KILLED {
    @Override
    void strike(TwoOffices offices, Brokers brokers, RandomGenerator random) throws Exception {
      offices.leader().running().kill();
    }
  },
  LEADER_TERMINATED {
    @Override
    void strike(TwoOffices offices, Brokers brokers, RandomGenerator random) throws Exception {
      offices.leader().terminate();
    }
  },
  LEADER_PAUSED {
    @Override
    void strike(TwoOffices offices, Brokers brokers, RandomGenerator random) throws Exception {
      SharedOffice leader = offices.leader();
      SharedOffice standby = offices.standby();
      leader.signal("STOP");
      standby.awaitLead();
      leader.signal("CONT");
      leader.running().exitCode();
    }
  },
  LEADER_PAUSED_BRIEFLY {
    @Override
    void strike(TwoOffices offices, Brokers brokers, RandomGenerator random) throws Exception {
      SharedOffice leader = offices.leader();
      leader.signal("STOP");
      pause(random.nextInt(PAUSE_MILLIS_MAX));
      leader.signal("CONT");
    }
  },
  STANDBY_KILLED {
    @Override
    void strike(TwoOffices offices, Brokers brokers, RandomGenerator random) throws Exception {
      offices.standby().running().kill();
    }
  },
  STANDBY_PAUSED {
    @Override
    void strike(TwoOffices offices, Brokers brokers, RandomGenerator random) throws Exception {
      SharedOffice standby = offices.standby();
      standby.signal("STOP");
      pause(random.nextInt(PAUSE_MILLIS_MAX));
      standby.signal("CONT");
    }
  },
  BROKER_KILLED {
    @Override
    void strike(TwoOffices offices, Brokers brokers, RandomGenerator random) throws Exception {
      int broker = random.nextInt(BROKERS) + 1;
      brokers.kill(broker);
      pause(random.nextInt(PAUSE_MILLIS_MAX));
      brokers.restart(broker);
      brokers.awaitUp(broker);
    }
  },
  BROKER_PAUSED {
    @Override
    void strike(TwoOffices offices, Brokers brokers, RandomGenerator random) throws Exception {
      int broker = random.nextInt(BROKERS) + 1;
      brokers.pause(broker);
      pause(random.nextInt(PAUSE_MILLIS_MAX));
      brokers.resume(broker);
    }
  },
  BROKERS_KILLED {
    @Override
    void strike(TwoOffices offices, Brokers brokers, RandomGenerator random) throws Exception {
      int spared = random.nextInt(BROKERS + 1);
      for (int broker = 1; broker <= BROKERS; broker++) {
        if (broker != spared) {
          brokers.kill(broker);
        }
      }
      pause(random.nextInt(PAUSE_MILLIS_MAX));
      for (int broker = 1; broker <= BROKERS; broker++) {
        if (broker != spared) {
          brokers.restart(broker);
        }
      }
      for (int broker = 1; broker <= BROKERS; broker++) {
        brokers.awaitUp(broker);
      }
    }
  };

  private static final int BROKERS = 3;

  /** Less than a leader may be silent. */
  private static final int PAUSE_MILLIS_MAX = 8_000;

  /** Agencies have begun to sell by then, and have not ended. */
  private static final int BEFORE_MILLIS_MAX = 200;

  static SharedFailure any(RandomGenerator random) throws Exception {
    return values()[random.nextInt(values().length)];
  }

  /** Happens at some moment soon. */
  void happen(TwoOffices offices, Brokers brokers, RandomGenerator random) throws Exception {
    pause(random.nextInt(BEFORE_MILLIS_MAX));
    strike(offices, brokers, random);
  }

  abstract void strike(TwoOffices offices, Brokers brokers, RandomGenerator random)
      throws Exception;

  private static void pause(int millis) {
    await().pollDelay(Duration.ofMillis(millis)).until(() -> true);
  }
}
