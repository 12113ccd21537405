package org.bolillero.console;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.Consumer;

/**
 * Handles the signals that ask a program to end.
 *
 * <p>A shutdown hook would not tell them from any other end of the program, such as a failure of
 * its main thread. What Java has for it is reached by reflection, because javac warns of its name,
 * and that warning cannot be turned off.
 */
final class Signals {
  private static final List<String> ENDING = List.of("TERM", "INT", "HUP");

  /** A signal that has arrived, such as SIGTERM, which is number 15. */
  record Received(String name, int number) {}

  private Signals() {}

  /**
   * From now on signals are passed on, each in a thread of its own. One that the program was
   * started to ignore, as by nohup, stays ignored.
   */
  static void hear(Consumer<Received> receiver) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object passing =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (self, method, arguments) -> {
                if (method.getName().equals("handle")) {
                  receiver.accept(received(arguments[0]));
                }
                return null;
              });
      for (String name : ENDING) {
        Object one = signal.getConstructor(String.class).newInstance(name);
        signal.getMethod("handle", signal, handler).invoke(null, one, passing);
      }
    } catch (InvocationTargetException _) {
      // Java was told to leave signals alone (-Xrs): they do what they do to any program.
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a Java without sun.misc.Signal", e);
    }
  }

  private static Received received(Object signal) throws ReflectiveOperationException {
    return new Received(
        "SIG" + signal.getClass().getMethod("getName").invoke(signal),
        (int) signal.getClass().getMethod("getNumber").invoke(signal));
  }
}
