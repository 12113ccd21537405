package org.bolillero.integration;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Checks the order of an office's calls of the system, over all its processes, against what the log
 * promises. Shares no code with the program.
 *
 * <table>
 * <caption>The rules</caption>
 * <tr><th>before this begins</th><th>this has returned</th><th>rule</th></tr>
 * <tr><td>STORED or WELCOME leaves</td><td>the force of the entries of as many bets</td><td>{@link OrderRule#STORED}</td></tr>
 * <tr><td>FINISHED or NOT_READY leaves</td><td>the force of the entries of as many ends, the agency's own among them</td><td>{@link OrderRule#FINISHED}</td></tr>
 * <tr><td>WINNERS leaves</td><td>the force of the entry DRAWN</td><td>{@link OrderRule#WINNERS}</td></tr>
 * <tr><td>DRAWN is written</td><td>the force of the entry SEALED</td><td>{@link OrderRule#SEAL}</td></tr>
 * <tr><td>the first entry of a segment is written</td><td>the force of all entries before it</td><td>{@link OrderRule#ORDER}</td></tr>
 * <tr><td></td><td>the force of its header and of zeros to its end</td><td>{@link OrderRule#ZEROS}</td></tr>
 * <tr><td></td><td>its rename</td><td>{@link OrderRule#NAME}</td></tr>
 * <tr><td></td><td>after that the force of its folder; and those of the folders above, if they are new</td><td>{@link OrderRule#FOLDER}</td></tr>
 * <tr><td>a segment is named</td><td>the force of its header and of zeros to its end</td><td>{@link OrderRule#WHOLE}</td></tr>
 * <tr><td>a file in the folder is written, renamed or removed</td><td>a lock for writing on a file in it, which is kept</td><td>{@link OrderRule#LOCK}</td></tr>
 * <tr><td colspan="2">an entry is never written over with anything else</td><td>{@link OrderRule#UNCHANGED}</td></tr>
 * <tr><td colspan="2">nothing is written by a call that is not followed here</td><td>{@link OrderRule#KNOWN}</td></tr>
 * </table>
 *
 * <p>A force covers the writes that had returned when it began.
 */
final class CallOrder implements StraceReport.Listener {
  /** What strace has to report. */
  static final String CALLS =
      "openat,open,creat,close,dup,dup2,dup3,fcntl,write,writev,pwrite64,pwritev,pwritev2,"
          + "fsync,fdatasync,rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat,ftruncate,"
          + "fallocate,mmap,accept,accept4,sendto,sendmsg,read,recvfrom,copy_file_range,sendfile";

  private final TracedLog log = new TracedLog();
  private final TracedDisk disk;
  private final Map<Integer, TracedConnection> connections = new HashMap<>();

  private int lines;

  // How often things were seen, so that a check of nothing is noticed.
  private final Map<Integer, Integer> answers = new TreeMap<>();
  private int forces;

  CallOrder(Path folder) {
    this.disk = new TracedDisk(folder, log);
  }

  /**
   * Reads the report of the office's next process, to its end.
   *
   * @throws OrderRule.Broken at the first call that breaks a rule
   */
  void check(Path report) throws IOException {
    disk.processEnded();
    connections.clear();
    lines = StraceReport.read(report, lines, this);
  }

  @Override
  public void begins(SystemCall call) {
    switch (call.name()) {
      case "pwrite64" -> disk.writeBegins(call);
      case "rename" -> disk.renameBegins(call);
      case "unlink" -> disk.removalBegins(call);
      case "close" -> closes(call.descriptor(0));
      case "write", "sendto" -> {
        TracedConnection connection = connections.get(call.descriptor(0));
        if (connection != null) {
          connection.sends(call);
        }
        checkFollowed(call, 0, connection != null);
      }
      case "writev", "pwritev", "pwritev2", "ftruncate", "fallocate", "sendmsg", "sendfile" ->
          checkFollowed(call, 0, false);
      case "copy_file_range" -> checkFollowed(call, 2, false);
      case "mmap" -> {
        if (call.has(2, "PROT_WRITE") && call.has(3, "MAP_SHARED")) {
          checkFollowed(call, 4, false);
        }
      }
      case "renameat", "renameat2", "unlinkat", "mkdirat" ->
          throw OrderRule.KNOWN.broken(call, "a call that is not followed");
      default -> {} // Matters when it returns, or not at all.
    }
  }

  private void checkFollowed(SystemCall call, int argument, boolean followed) {
    int descriptor = call.descriptor(argument);
    if (!followed && (disk.isInFolder(descriptor) || connections.containsKey(descriptor))) {
      throw OrderRule.KNOWN.broken(call, "a call that is not followed");
    }
  }

  private void closes(int descriptor) {
    disk.closes(descriptor);
    connections.remove(descriptor);
  }

  @Override
  public void returns(SystemCall call) {
    if (call.succeeded()) {
      succeeded(call);
    }
  }

  private void succeeded(SystemCall call) {
    switch (call.name()) {
      case "openat" -> disk.opened(call, 1);
      case "open", "creat" -> disk.opened(call, 0);
      case "mkdir" -> disk.made(call, 0);
      case "rename" -> disk.renamed(call);
      case "unlink" -> disk.removed(call);
      case "pwrite64" -> disk.writeReturned(call);
      case "fsync", "fdatasync" -> {
        disk.forced(call);
        forces++;
      }
      case "dup", "dup2", "dup3" -> duplicated(call);
      case "fcntl" -> {
        if (call.has(1, "F_SETLK")) {
          disk.locked(call);
        } else if (call.has(1, "F_DUPFD")) {
          duplicated(call);
        }
      }
      case "accept", "accept4" -> connections.put((int) call.result(), new TracedConnection(log));
      case "read", "recvfrom" -> {
        TracedConnection connection = connections.get(call.descriptor(0));
        if (connection != null) {
          connection.received(call.bytes(1));
        }
      }
      case "write", "sendto" -> {
        TracedConnection connection = connections.get(call.descriptor(0));
        List<Integer> sent = connection == null ? List.of() : connection.sent(call);
        sent.forEach(type -> answers.merge(type, 1, Integer::sum));
      }
      default -> {} // Was checked when it began, or does not matter.
    }
  }

  /** A duplicate of a connection is one; what was there before is closed. */
  private void duplicated(SystemCall call) {
    int from = call.descriptor(0);
    int to = (int) call.result();
    connections.remove(to);
    disk.duplicated(from, to);
    TracedConnection connection = connections.get(from);
    if (connection != null) {
      connections.put(to, connection);
    }
  }

  /** How many answers of a type were seen. */
  int answers(int type) {
    return answers.getOrDefault(type, 0);
  }

  int forces() {
    return forces;
  }

  int entries() {
    return log.entries();
  }

  int segments() {
    return log.segments();
  }

  boolean isDrawn() {
    return log.hasForcedResult();
  }
}
