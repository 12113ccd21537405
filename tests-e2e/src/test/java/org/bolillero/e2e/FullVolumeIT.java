package org.bolillero.e2e;

import static org.bolillero.e2e.Docker.docker;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A volume in memory, which has little room. */
final class FullVolumeIT extends Scenario {
  /** The draw's secret takes a page; without it, the last part of a segment would fit in part. */
  private static final int SECRET_BYTES = 4096;

  private static final int FILLER_BYTES = 7 * 1024 * 1024 - SECRET_BYTES;

  /**
   * The volume is gone when no container has it any more; so one holds it all the time, which is an
   * office of its own, on another folder.
   */
  private static final String SMALL =
      """
      services:
        server:
          environment:
            SERVER_SEGMENT_BYTES: "131072"
        holder:
          image: %s
          command: [--data, /tmp/holder, --agencies, "1", --port, "0"]
          networks: [office]
          tmpfs: [/tmp]
          volumes: ["office:/held"]
      volumes:
        office:
          driver_opts:
            type: tmpfs
            device: tmpfs
            o: size=8m,uid=10001,gid=10001
      """
          .formatted(Docker.SERVER_IMAGE);

  @Test
  void anOfficeWhoseVolumeIsFullEndsAndLosesNothingAndGoesOnWithMoreRoom() throws Exception {
    Lottery lottery = open(generate(2, 120_000));
    lottery.override(SMALL);
    lottery.configureAgencies("batch.maxAmount: 100", "retry.seconds: 300");
    lottery.start("holder");
    Service holder = lottery.service("holder");
    put(holder, FILLER_BYTES);
    lottery.up();

    Service server = lottery.server();
    server.assertEnds(8);
    server.assertSaysInOneLine("action: log | result: fail");
    assertTrue(server.log().contains("No space left on device"), server::log);
    assertEquals(0, server.count(Lines.DRAWN), server::log);

    put(holder, 0);
    server.start();
    server.awaitHealthy();
    lottery.start();
    for (Service agency : lottery.agencies()) {
      agency.assertEnds(0);
    }
    lottery.complete();
  }

  private void put(Service holder, int bytes) throws IOException {
    Path filler = Files.write(folder.resolve("filler"), new byte[bytes]);
    docker("cp", filler.toString(), holder.name() + ":/held/filler");
  }
}
