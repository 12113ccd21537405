package org.bolillero.console;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How a command can end, for its help, besides {@link ExitCode#OK}, {@link ExitCode#INTERNAL} and
 * {@link ExitCode#USAGE}, which every command can end with.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface ExitCodes {
  /**
   * The other ends.
   *
   * @return in any order
   */
  ExitCode[] value();
}
