package org.bolillero.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.bolillero.server.CentralOffice;
import org.bolillero.server.OfficeSettings;
import org.eclipse.collections.api.list.ImmutableList;
import org.eclipse.collections.impl.factory.Lists;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoDayTest {
  @Test
  void whoComesTooLateIsToldHowMuchDoesNotCountAndTheDayGoesOn(@TempDir Path folder)
      throws Exception {
    BetGenerator generator = new BetGenerator(42, 3, 300);
    ImmutableList<DemoFile> files =
        Lists.immutable.of(
            DemoFile.write(generator, 1, folder, false),
            DemoFile.write(generator, 2, folder, false),
            DemoFile.write(generator, 3, folder, true));
    StringWriter told = new StringWriter();
    DemoTerminal terminal = new DemoTerminal(new PrintWriter(told));
    Path data = folder.resolve("office");
    DemoCertificates none = new DemoCertificates(Optional.empty());
    OfficeSettings settings =
        OfficeSettings.of("--port=0", "--admin=127.0.0.1:0", "--data=" + data);
    try (CentralOffice office = CentralOffice.open(settings, Clock.systemUTC());
        DemoOfficial ana =
            DemoOfficial.of(
                office.adminPort().orElseThrow(), data.resolve("admin.token"), none, terminal);
        DemoAgencies agencies =
            new DemoAgencies(
                files, Lists.immutable.of("--server=localhost:" + office.port()), none)) {
      DemoDay day = new DemoDay(files, agencies, ana, none, terminal);
      day.open(Duration.ofHours(1));
      ana.types(new DrawDecisions.Close(), "1", "--reason", "the town has no power");
      day.deliver();
      day.close();
      day.draw("7574");
      day.tell();
    }
    String text = told.toString();
    for (DemoFile late : files.take(2)) {
      assertTrue(
          text.contains(
              "Agency %d is late: %d of its bets do not count.\n"
                  .formatted(late.agency(), late.bets())),
          text);
      assertTrue(
          text.contains(
              "%8d %10d %10d %8d  finished\n".formatted(late.agency(), late.bets(), 0, 0)),
          text);
    }
    assertTrue(text.contains("$ bolillero draw excuse 1 3 --reason"), text);
  }
}
