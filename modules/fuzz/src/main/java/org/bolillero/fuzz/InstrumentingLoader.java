package org.bolillero.fuzz;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Instruction;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.Set;

/**
 * Loads classes of some packages anew, with a call to {@link Coverage#enter} in every block. All
 * other classes are those of its parent.
 */
final class InstrumentingLoader extends ClassLoader {
  private static final ClassDesc COVERAGE = Coverage.class.describeConstable().orElseThrow();
  private static final MethodTypeDesc ENTER =
      MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_int);

  /** Through these the instrumented classes and the fuzzer know each other. */
  private static final Set<String> SHARED =
      Set.of(Coverage.class.getName(), FuzzTarget.class.getName());

  private final Set<String> packages;

  InstrumentingLoader(ClassLoader parent, Set<String> packages) {
    super(parent);
    this.packages = packages;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    String itsPackage = name.substring(0, Math.max(0, name.lastIndexOf('.')));
    if (!packages.contains(itsPackage) || SHARED.contains(name)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? instrumented(name) : loaded;
    }
  }

  private Class<?> instrumented(String name) throws ClassNotFoundException {
    try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      ClassFile format = ClassFile.of();
      byte[] bytes =
          format.transformClass(
              format.parse(in.readAllBytes()),
              ClassTransform.transformingMethodBodies(CodeTransform.ofStateful(Blocks::new)));
      return defineClass(name, bytes, 0, bytes.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }

  /** Puts a call at the start of a method, behind each label, and behind each condition. */
  private static final class Blocks implements CodeTransform {
    private boolean isStart = true;

    @Override
    public void accept(CodeBuilder code, CodeElement element) {
      if (isStart && element instanceof Instruction) {
        code.loadConstant(Coverage.newBlock()).invokestatic(COVERAGE, "enter", ENTER);
        isStart = false;
      }
      code.with(element);
      isStart |= element instanceof LabelTarget || isCondition(element);
    }

    private static boolean isCondition(CodeElement element) {
      return element instanceof BranchInstruction branch
          && branch.opcode() != Opcode.GOTO
          && branch.opcode() != Opcode.GOTO_W;
    }
  }
}
