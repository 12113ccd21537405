package org.bolillero.pki;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import org.bolillero.console.Action;
import org.bolillero.console.CommandException;
import org.bolillero.console.DayClock;
import org.bolillero.console.Ends;
import org.bolillero.console.ExitCode;
import org.bolillero.console.Reason;
import org.bolillero.console.Setting;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code tls init}: makes an authority, and the certificate of its office. */
@Command(
    name = "init",
    header = "Make an authority, and the certificate of its office.",
    description = {
      "Writes ca.pem and ca.key, the authority; office.pem and office.key, with which the office"
          + " says who it is; crl.pem, the list of what is revoked, which is empty; and issued.pem,"
          + " the record of all certificates.",
      "Give every name and address by which agencies and officials reach the office, and those used"
          + " on its own machine, such as localhost."
    },
    footer = {
      "  bolillero tls init authority --office office.example 192.0.2.7 localhost 127.0.0.1"
    })
@Ends({ExitCode.STORAGE_FAILED})
final class InitCommand implements Action {
  @Parameters(
      paramLabel = "DIR",
      description = "The folder of the authority, which is made; if it is there, it is empty.")
  private Path folder;

  @Option(
      names = "--office",
      paramLabel = "NAME",
      required = true,
      arity = "1..*",
      split = ",",
      description = "The names and addresses of the office.")
  private List<String> office;

  @Option(
      names = "--days",
      defaultValue = "" + Validity.DAYS,
      description = "The office's certificate is good for this many days.")
  @Setting(min = 1, max = Validity.AUTHORITY_DAYS)
  private int days;

  @Option(
      names = "--authority-days",
      defaultValue = "" + Validity.AUTHORITY_DAYS,
      description = "The authority is good for this many days.")
  @Setting(min = 1, max = 2L * Validity.AUTHORITY_DAYS)
  private int authorityDays;

  @Override
  public ExitCode run(PrintWriter out) throws CommandException {
    Clock clock = DayClock.system();
    Holder holder = Holder.office(names());
    prepareFolder();
    Authority authority =
        Authority.make(holder.names().getFirst(), Validity.days(authorityDays, clock));
    KeyPair keys = Keys.generate();
    X509Certificate certificate =
        authority.issue(holder, keys.getPublic(), Validity.days(days, clock));
    write(authority, keys, certificate, authority.revocations(null, List.of(), clock));
    Until until = Until.here();
    out.println(until.line(folder.resolve(AuthorityFolder.CERTIFICATE), authority.certificate()));
    out.println(until.line(folder.resolve("office.pem"), certificate));
    return ExitCode.OK;
  }

  private List<String> names() throws CommandException {
    try {
      return OfficeNames.read(office);
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, "--office: " + e.getMessage(), e);
    }
  }

  /** Makes the folder for its owner alone. */
  private void prepareFolder() throws CommandException {
    var permissions = PosixFilePermissions.fromString("rwx------");
    try {
      if (Files.isDirectory(folder)) {
        requireEmpty();
        Files.setPosixFilePermissions(folder, permissions);
      } else {
        Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(permissions));
        Path above = folder.toAbsolutePath().getParent();
        if (above != null) {
          try (FileChannel channel = FileChannel.open(above, StandardOpenOption.READ)) {
            channel.force(true);
          }
        }
      }
    } catch (IOException e) {
      throw new CommandException(ExitCode.USAGE, folder + ": cannot be made: " + Reason.of(e), e);
    }
  }

  private void requireEmpty() throws IOException, CommandException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        boolean isComplete = Files.exists(folder.resolve(AuthorityFolder.CERTIFICATE));
        throw new CommandException(
            ExitCode.USAGE,
            isComplete
                ? folder + ": is an authority's folder already, and nothing is overwritten"
                : "%s: expected a new or an empty folder, found %s in it"
                    .formatted(folder, file.getFileName()));
      }
    }
  }

  /** The authority's certificate comes last: where it is, everything is. */
  private void write(Authority authority, KeyPair keys, X509Certificate office, X509CRL revocations)
      throws CommandException {
    NewFiles files = new NewFiles();
    try {
      files.writePrivate(
          folder.resolve(AuthorityFolder.KEY), Pem.text(Pem.KEY, authority.key().getEncoded()));
      files.write(
          folder.resolve(AuthorityFolder.ISSUED),
          AuthorityFolder.text(List.of(authority.certificate(), office)));
      files.writePrivate(
          folder.resolve("office.key"), Pem.text(Pem.KEY, keys.getPrivate().getEncoded()));
      files.write(folder.resolve("office.pem"), Pem.text(office));
      files.write(folder.resolve(AuthorityFolder.REVOCATIONS), Pem.text(revocations));
      files.write(folder.resolve(AuthorityFolder.CERTIFICATE), Pem.text(authority.certificate()));
    } catch (CommandException e) {
      files.undo(e);
      throw e;
    }
  }
}
