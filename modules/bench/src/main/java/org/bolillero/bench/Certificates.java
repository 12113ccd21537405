package org.bolillero.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;
import org.bolillero.tls.TlsContext;
import org.bolillero.tls.TlsFileException;
import org.bolillero.tls.TlsFiles;

/**
 * The certificates of an office and its agencies, made by the program's own commands.
 *
 * @param folder where they are
 */
record Certificates(Path folder) {
  /** Has the program make them for an office on this machine and the agencies from 1 on. */
  static Certificates make(Path parent, int agencies)
      throws IOException, CommandException, InterruptedException {
    Certificates made = new Certificates(parent.resolve("certificates"));
    String folder = made.folder.toString();
    run(parent, "tls", "init", folder, "--office", "localhost", "--office", "127.0.0.1");
    run(parent, "tls", "agency", folder, "1-" + agencies);
    return made;
  }

  /** What the office is started with. */
  List<String> ofOffice() {
    return List.of(
        "--tls-cert=" + folder.resolve("office.pem"),
        "--tls-key=" + folder.resolve("office.key"),
        "--tls-ca=" + folder.resolve("ca.pem"),
        "--tls-crl=" + folder.resolve("crl.pem"));
  }

  /** What an agency is started with. */
  List<String> ofAgency(int agency) {
    TlsFiles files = filesOf(agency);
    return List.of(
        "--tls-cert=" + files.certificate(),
        "--tls-key=" + files.key(),
        "--tls-ca=" + files.authority());
  }

  /** What an agency in this process connects with. */
  TlsContext contextOf(int agency) throws CommandException {
    try {
      return TlsContext.ofClient(filesOf(agency));
    } catch (TlsFileException e) {
      throw new CommandException(ExitCode.BAD_INPUT, String.valueOf(e.getMessage()), e);
    }
  }

  /** What an office in this process accepts with. */
  TlsContext contextOfOffice() throws CommandException {
    try {
      return TlsContext.ofOffice(
          new TlsFiles(
              folder.resolve("office.pem"),
              folder.resolve("office.key"),
              folder.resolve("ca.pem"),
              Optional.of(folder.resolve("crl.pem"))));
    } catch (TlsFileException e) {
      throw new CommandException(ExitCode.BAD_INPUT, String.valueOf(e.getMessage()), e);
    }
  }

  private TlsFiles filesOf(int agency) {
    return new TlsFiles(
        folder.resolve("agency-" + agency + ".pem"),
        folder.resolve("agency-" + agency + ".key"),
        folder.resolve("ca.pem"),
        Optional.empty());
  }

  private static void run(Path folder, String... arguments)
      throws IOException, CommandException, InterruptedException {
    try (MeasuredProcess making = MeasuredProcess.launch(folder, "tls", List.of(arguments))) {
      making.awaitSuccess();
    }
  }
}
