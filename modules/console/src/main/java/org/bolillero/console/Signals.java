package org.bolillero.console;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;

/**
 * The signals that ask a program to end, with the numbers that they have everywhere.
 *
 * <p>A shutdown hook would not tell them from any other end of the program, such as a failure of
 * its main thread. What Java has for it is reached by reflection, because javac warns of its name,
 * and that warning cannot be turned off.
 */
enum Signals {
  HUP(1),
  INT(2),
  TERM(15);

  /** What a program ends with that a signal has interrupted, less the signal's number. */
  private static final int EXIT_CODE_BASE = 128;

  private final int number;

  Signals(int number) {
    this.number = number;
  }

  int exitCode() {
    return EXIT_CODE_BASE + number;
  }

  /**
   * From now on signals are passed on, each in a thread of its own. One that the program was
   * started to ignore, as by nohup, stays ignored.
   */
  static void hear(Consumer<Signals> receiver) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      for (Signals each : values()) {
        Object passing =
            Proxy.newProxyInstance(
                handler.getClassLoader(),
                new Class<?>[] {handler},
                (_, method, _) -> {
                  if (method.getName().equals("handle")) {
                    receiver.accept(each);
                  }
                  return null;
                });
        Object one = signal.getConstructor(String.class).newInstance(each.name());
        signal.getMethod("handle", signal, handler).invoke(null, one, passing);
      }
    } catch (InvocationTargetException _) {
      // Java was told to leave signals alone (-Xrs): they do what they do to any program.
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a Java without sun.misc.Signal", e);
    }
  }

  @Override
  public String toString() {
    return "SIG" + name();
  }
}
