package org.bolillero.pki;

import java.util.List;
import picocli.CommandLine.Command;

/** The command {@code tls ping}. */
@Command(
    name = "ping",
    header = "Make a key and a certificate for pings.",
    description = {
      "Writes ping.key and ping.pem, for whoever watches over an office: with them the command ping"
          + " is answered, and of the officials' interface /livez, /readyz and /metrics. They speak"
          + " for nobody."
    },
    footer = {"  bolillero tls ping authority"})
final class PingCertificate extends IssueCommand {
  @Override
  List<Holder> holders() {
    return List.of(Holder.ping());
  }
}
