package org.bolillero.server.promises;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bolillero.protocol.Request;
import org.bolillero.protocol.Response;
import org.bolillero.server.Answers;
import org.bolillero.server.CentralOffice;
import org.bolillero.server.OfficeSetup;
import org.bolillero.server.TestAgency;
import org.bolillero.storage.LogException;

/**
 * Agency 1 in a conversation that no real agency would hold, with an office of its own. After an
 * error it connects anew.
 */
final class OddAgency implements AutoCloseable {
  private final OfficeSetup setup;
  private CentralOffice office;
  private TestAgency agency;

  OddAgency(OfficeSetup setup) throws Exception {
    this.setup = setup;
    this.office = setup.open();
    this.agency = TestAgency.greeted(office.port(), 1);
  }

  void let(Meanwhile something) throws Exception {
    switch (something) {
      case NOTHING -> {}
      case ANOTHER_CONNECTION -> connect();
      case ANOTHER_OFFICE -> {
        agency.close();
        office.close();
        office = setup.open();
        connect();
      }
    }
  }

  /** Says something at once; gives the answers, of acknowledgements in a row only the last. */
  List<String> say(Request... requests) throws Exception {
    // A ping is answered last, so then all answers are there.
    agency.sendIfOpen(requests);
    agency.sendIfOpen(Answers.PING);
    List<String> answers = new ArrayList<>();
    while (true) {
      Response answer = agency.receive();
      if (answer instanceof Response.Pong) {
        return Answers.collapsed(answers);
      }
      answers.add(Answers.describe(answer));
      if (answer instanceof Response.Failure) {
        assertEquals(Optional.empty(), agency.receiveIfAny());
        connect();
        return Answers.collapsed(answers);
      }
    }
  }

  private void connect() throws Exception {
    agency.close();
    agency = TestAgency.greeted(office.port(), 1);
  }

  int port() {
    return office.port();
  }

  @Override
  public void close() throws IOException, LogException {
    agency.close();
    office.close();
  }
}
