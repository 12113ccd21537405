package org.bolillero.integration;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.instruction.InvokeInstruction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.bolillero.office.Draw;
import org.bolillero.storage.DurableLog;

/** Builds of the program with one deliberate fault in them, each of which breaks a rule. */
enum FaultyBuild {
  GROUPS_ARE_NOT_FORCED(OrderRule.STORED, "LogWriter", "commit", "force", Fault::leaveOut),
  GROUPS_ARE_ANNOUNCED_BEFORE_THEY_ARE_FORCED(
      OrderRule.STORED, "LogWriter", "commit", "force", Fault::announceBefore),
  PREPARED_SEGMENTS_ARE_NOT_FORCED(
      OrderRule.WHOLE, "UnfinishedSegment", "grow", "force", Fault::leaveOut),
  SEGMENTS_ARE_NAMED_FROM_THE_START(
      OrderRule.WHOLE, "UnfinishedSegment", "<init>", "nameWhilePrepared", Fault.instead("name")),
  SEGMENTS_ARE_NOT_NAMED(OrderRule.NAME, "UnfinishedSegment", "grow", "rename", Fault::leaveOut),
  NAMES_OF_SEGMENTS_ARE_NOT_FORCED(
      OrderRule.FOLDER, "UnfinishedSegment", "grow", "forceDirectory", Fault::leaveOut),
  NAMES_OF_FOLDERS_ARE_NOT_FORCED(
      OrderRule.FOLDER, "DiskFiles", "makeFolder", "forceDirectory", Fault::leaveOut),
  THE_DISK_FORCES_NO_FOLDER(
      OrderRule.FOLDER, "DiskFiles", "forceDirectory", "force", Fault::leaveOut),
  THE_DISK_FORCES_NO_FILE(OrderRule.WHOLE, "DiskFiles$DiskFile", "force", "force", Fault::leaveOut),
  WHAT_A_START_MENDS_IS_NOT_FORCED(OrderRule.STORED, "Recovery", "mend", "force", Fault::leaveOut),
  THE_FOLDER_IS_NOT_LOCKED(OrderRule.LOCK, "FolderLock", "*", "tryLock", Fault::pretend),
  BATCHES_ARE_ACKNOWLEDGED_AT_ONCE(
      OrderRule.STORED, "Visit", "awaitStored", "awaitDurable", Fault::leaveOut),
  ENDS_ARE_ACKNOWLEDGED_AT_ONCE(
      OrderRule.FINISHED, "Visit", "finish", "awaitDurable", Fault::leaveOut),
  THE_DRAW_IS_NOT_SEALED(OrderRule.SEAL, "DrawCeremony", "seal", "record", Fault::onlyNote),
  WINNERS_ARE_TOLD_AT_ONCE(OrderRule.WINNERS, "DrawCeremony", "hold", "record", Fault::leaveOut);

  /** One class of each module that is changed here. */
  private static final List<Class<?>> MODULES = List.of(DurableLog.class, Draw.class);

  private final OrderRule rule;
  private final String className;
  private final String method;
  private final String call;

  @SuppressWarnings("ImmutableEnumChecker") // No fault has a state.
  private final Fault fault;

  FaultyBuild(OrderRule rule, String className, String method, String call, Fault fault) {
    this.rule = rule;
    this.className = className;
    this.method = method;
    this.call = call;
    this.fault = fault;
  }

  /** The rule that is broken first. */
  OrderRule rule() {
    return rule;
  }

  /** Whether something must be seen to happen while a force is going on. */
  boolean needsSlowDisk() {
    return rule == OrderRule.STORED || rule == OrderRule.FINISHED || rule == OrderRule.WINNERS;
  }

  /**
   * Makes the class with the fault.
   *
   * @return the option by which a virtual machine uses it
   */
  String patch(Path folder) throws IOException {
    for (Class<?> neighbour : MODULES) {
      try (InputStream in = neighbour.getResourceAsStream(className + ".class")) {
        if (in != null) {
          byte[] wrong = withFault(in.readAllBytes());
          Path target =
              folder.resolve(
                  neighbour.getPackageName().replace('.', '/') + "/" + className + ".class");
          Files.createDirectories(Objects.requireNonNull(target.getParent()));
          Files.write(target, wrong);
          return "--patch-module " + neighbour.getPackageName() + "=" + folder;
        }
      }
    }
    throw new IllegalStateException("no class " + className);
  }

  private byte[] withFault(byte[] right) {
    AtomicInteger places = new AtomicInteger();
    CodeTransform leaveOut =
        (code, element) -> {
          if (element instanceof InvokeInstruction found && found.name().equalsString(call)) {
            fault.put(code, found);
            places.incrementAndGet();
          } else {
            code.with(element);
          }
        };
    ClassFile format = ClassFile.of();
    byte[] wrong =
        format.transformClass(
            format.parse(right),
            ClassTransform.transformingMethodBodies(
                each -> method.equals("*") || each.methodName().equalsString(method), leaveOut));
    assertTrue(places.get() > 0, "no " + call + " in " + className);
    return wrong;
  }
}
