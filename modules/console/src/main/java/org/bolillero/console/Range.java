package org.bolillero.console;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The numbers that an option allows; {@link Program} checks it, and the help says it. */
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Range {
  /**
   * The lowest.
   *
   * @return a number that is allowed
   */
  long min();

  /**
   * The highest.
   *
   * @return a number that is allowed
   */
  long max() default Long.MAX_VALUE;
}
