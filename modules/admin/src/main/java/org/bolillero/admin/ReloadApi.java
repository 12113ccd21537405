package org.bolillero.admin;

import static java.util.Objects.requireNonNullElse;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.bolillero.tls.CertificateFact;
import org.bolillero.tls.TlsFileException;

/** Has the certificates read again, and says what is in force. */
record ReloadApi(AdminSecurity.Reload reload) {

  /** Reads them. When this returns, they are in force, or all is as it was. */
  Answer reload(byte[] body) throws RefusedRequestException {
    JsonFields.read(body, List.of());
    try {
      List<CertificateFact> facts = reload.run();
      return Answer.ok(json -> write(facts, json));
    } catch (TlsFileException e) {
      throw new RefusedRequestException(
          RefusedRequestException.CONFLICT, requireNonNullElse(e.getMessage(), e.toString()));
    }
  }

  private static void write(List<CertificateFact> facts, JsonWriter json) throws IOException {
    json.beginObject();
    json.name("certificates").beginArray();
    for (CertificateFact each : facts) {
      json.beginObject();
      json.name("use").value(each.kind().name().toLowerCase(Locale.ROOT));
      json.name("file").value(each.file().toString());
      json.name("subject").value(each.subject());
      json.name("identity").value(each.identity());
      json.name("expiry").value(each.expiry().toString());
      json.endObject();
    }
    json.endArray();
    json.endObject();
  }
}
