package org.bolillero.pki;

import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bolillero.console.CommandException;

/**
 * Gives holders a key and a certificate each, in an authority's folder.
 *
 * @param validity when the certificates are good, but no longer than the authority is
 */
record Issue(AuthorityFolder folder, Validity validity) {
  private record Issued(Holder holder, KeyPair keys, X509Certificate certificate) {}

  /**
   * Makes them for all of these, or for none if one of them has any.
   *
   * @return the certificates by their files, in the order of the holders
   */
  Map<Path, X509Certificate> to(List<Holder> holders) throws CommandException {
    for (Holder holder : holders) {
      NewFiles.requireNew(folder.file(holder.file() + ".key"));
      NewFiles.requireNew(folder.file(holder.file() + ".pem"));
    }
    List<Issued> all = new ArrayList<>();
    for (Holder holder : holders) {
      KeyPair keys = Keys.generate();
      X509Certificate certificate = folder.authority().issue(holder, keys.getPublic(), validity);
      all.add(new Issued(holder, keys, certificate));
    }
    if (!all.isEmpty()) {
      folder.record(all.stream().map(Issued::certificate).toList());
    }
    return write(all);
  }

  private Map<Path, X509Certificate> write(List<Issued> all) throws CommandException {
    Map<Path, X509Certificate> written = new LinkedHashMap<>();
    NewFiles files = new NewFiles();
    try {
      for (Issued each : all) {
        String name = each.holder().file();
        files.writePrivate(
            folder.file(name + ".key"), Pem.text(Pem.KEY, each.keys().getPrivate().getEncoded()));
        files.write(folder.file(name + ".pem"), Pem.text(each.certificate()));
        written.put(folder.file(name + ".pem"), each.certificate());
      }
    } catch (CommandException e) {
      files.undo(e);
      throw e;
    }
    return written;
  }
}
