package org.bolillero.pki;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.bolillero.console.Action;
import org.bolillero.console.CommandException;
import org.bolillero.console.Ends;
import org.bolillero.console.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The command {@code tls show}: says what a file holds, by whomever it was made. */
@Command(
    name = "show",
    header = "Show certificates, lists of revocations, or a whole authority.",
    description = {
      "Of a file it shows each certificate, or each revocation. Of an authority's folder it shows"
          + " what it has issued, the first to end first: of each key the latest certificate.",
      "A list crl.pem of the same authority beside a certificate's file is heeded."
    },
    footer = {"  bolillero tls show authority", "  bolillero tls show authority/agency-5.pem"})
@Ends({ExitCode.BAD_INPUT})
final class ShowCommand implements Action {
  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Files in PEM, or the folder of an authority.")
  private List<Path> files;

  @Override
  public ExitCode run(PrintWriter out) throws CommandException {
    Tables tables = new Tables(out, Until.here());
    boolean isFirst = true;
    for (Path path : files) {
      if (!isFirst) {
        out.println();
      }
      isFirst = false;
      if (Files.isDirectory(path)) {
        showFolder(path, tables);
      } else {
        showFile(path, tables);
      }
    }
    return ExitCode.OK;
  }

  private static void showFolder(Path folder, Tables tables) throws CommandException {
    PemFile own = PemFile.read(folder.resolve(AuthorityFolder.CERTIFICATE));
    PemFile issued = PemFile.read(folder.resolve(AuthorityFolder.ISSUED));
    PemFile list = PemFile.read(folder.resolve(AuthorityFolder.REVOCATIONS));
    tables.printAuthority(own.certificate(), issued.certificates(), list.revocations());
  }

  private static void showFile(Path path, Tables tables) throws CommandException {
    PemFile file = PemFile.read(path);
    if (file.has(Pem.CERTIFICATE)) {
      Optional<X509CRL> list = revocationsBeside(path);
      List<X509Certificate> all = file.certificates();
      for (int i = 0; i < all.size(); i++) {
        tables.printCertificate(path, i + 1, all.size(), all.get(i), list);
      }
    } else if (file.has(Pem.REVOCATIONS)) {
      tables.printRevocations(path, file.revocations());
    } else {
      throw file.wrong(
          "expected a certificate or a list of revocations, found '%s'"
              .formatted(file.blocks().getFirst().type()));
    }
  }

  private static Optional<X509CRL> revocationsBeside(Path path) throws CommandException {
    Path list = path.resolveSibling(AuthorityFolder.REVOCATIONS);
    return Files.isReadable(list)
        ? Optional.of(PemFile.read(list).revocations())
        : Optional.empty();
  }
}
