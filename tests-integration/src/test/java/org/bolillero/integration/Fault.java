package org.bolillero.integration;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.function.LongConsumer;

/** What stands in the place of a call in a build with a fault. */
interface Fault {
  void put(CodeBuilder code, InvokeInstruction call);

  /** Nothing; what the call would have returned is null or 0. */
  static void leaveOut(CodeBuilder code, InvokeInstruction call) {
    MethodTypeDesc type = call.typeSymbol();
    for (int i = type.parameterCount() - 1; i >= 0; i--) {
      pop(code, TypeKind.from(type.parameterType(i)));
    }
    switch (call.opcode()) {
      case INVOKESTATIC -> {}
      default -> code.pop();
    }
    switch (TypeKind.from(type.returnType())) {
      case VOID -> {}
      case LONG -> code.lconst_0();
      case REFERENCE -> code.aconst_null();
      default -> code.iconst_0();
    }
  }

  private static void pop(CodeBuilder code, TypeKind kind) {
    if (kind.slotSize() == 2) {
      code.pop2();
    } else {
      code.pop();
    }
  }

  /** Another method of the same class, with the same parameters. */
  static Fault instead(String other) {
    return (code, call) ->
        code.invoke(
            call.opcode(), call.owner().asSymbol(), other, call.typeSymbol(), call.isInterface());
  }

  /** Whoever waits is woken before the call. */
  static void announceBefore(CodeBuilder code, InvokeInstruction call) {
    ClassDesc writer = ClassDesc.of("org.bolillero.storage.LogWriter");
    ClassDesc end = ClassDesc.of("org.bolillero.storage.LogEnd");
    ClassDesc consumer = LongConsumer.class.describeConstable().orElseThrow();
    code.aload(0).getfield(writer, "onDurable", consumer);
    code.aload(0).getfield(writer, "staged", end);
    code.invokevirtual(end, "number", MethodTypeDesc.of(ConstantDescs.CD_long));
    code.invokeinterface(consumer, "accept", MethodTypeDesc.ofDescriptor("(J)V"));
    code.with(call);
  }

  /** Nothing; the call seems to have returned an object. Calls that return none stay. */
  static void pretend(CodeBuilder code, InvokeInstruction call) {
    if (call.typeSymbol().returnType().isPrimitive()) {
      code.with(call);
    } else {
      leaveOut(code, call);
      code.pop().ldc("");
    }
  }

  /** A step of the ceremony is noted in memory, and is in no log. */
  static void onlyNote(CodeBuilder code, InvokeInstruction call) {
    int step = code.allocateLocal(TypeKind.REFERENCE);
    code.astore(step).lconst_0().aload(step);
    code.invokevirtual(
        call.owner().asSymbol(),
        "note",
        call.typeSymbol().insertParameterTypes(0, ConstantDescs.CD_long));
  }
}
