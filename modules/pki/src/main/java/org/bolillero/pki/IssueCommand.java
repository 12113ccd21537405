package org.bolillero.pki;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.bolillero.console.Action;
import org.bolillero.console.CommandException;
import org.bolillero.console.DayClock;
import org.bolillero.console.Ends;
import org.bolillero.console.ExitCode;
import org.bolillero.console.Setting;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the commands have in common that give somebody a key and a certificate. */
@Ends({ExitCode.BAD_INPUT, ExitCode.IN_USE, ExitCode.STORAGE_FAILED})
abstract class IssueCommand implements Action {
  @Parameters(
      index = "0",
      paramLabel = "DIR",
      description = "The folder of the authority, made by 'tls init'.")
  private Path folder;

  @Option(
      names = "--days",
      defaultValue = "" + Validity.DAYS,
      description = "Good for this many days, but no longer than the authority.")
  @Setting(min = 1, max = Validity.AUTHORITY_DAYS)
  private int days;

  private record Issued(Holder holder, KeyPair keys, X509Certificate certificate) {}

  /** Whom to make certificates for. */
  abstract List<Holder> holders() throws CommandException;

  @Override
  public final ExitCode run(PrintWriter out) throws CommandException {
    List<Holder> holders = holders();
    Clock clock = DayClock.system();
    try (AuthorityFolder authority = AuthorityFolder.open(folder)) {
      for (Holder holder : holders) {
        NewFiles.requireNew(authority.file(holder.file() + ".key"));
        NewFiles.requireNew(authority.file(holder.file() + ".pem"));
      }
      authority.requireGood(clock);
      List<Issued> all = new ArrayList<>();
      for (Holder holder : holders) {
        KeyPair keys = Keys.generate();
        Validity validity = Validity.days(days, clock);
        all.add(
            new Issued(
                holder, keys, authority.authority().issue(holder, keys.getPublic(), validity)));
      }
      authority.record(all.stream().map(Issued::certificate).toList());
      write(all, authority);
      Until until = Until.here();
      for (Issued each : all) {
        Path file = authority.file(each.holder().file() + ".pem");
        out.println(until.line(file, each.certificate()));
      }
    }
    return ExitCode.OK;
  }

  private static void write(List<Issued> all, AuthorityFolder folder) throws CommandException {
    NewFiles files = new NewFiles();
    try {
      for (Issued each : all) {
        String name = each.holder().file();
        files.writePrivate(
            folder.file(name + ".key"), Pem.text(Pem.KEY, each.keys().getPrivate().getEncoded()));
        files.write(folder.file(name + ".pem"), Pem.text(each.certificate()));
      }
    } catch (CommandException e) {
      files.undo(e);
      throw e;
    }
  }
}
