package org.bolillero.console;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What picocli's {@code @Option} does not say of an option: its other names, and its range if it is
 * a number. The command line, the environment, the settings file, the help and the error messages
 * take everything from these two annotations.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface Setting {
  /** {@return the key in a settings file, such as {@code server.port}; by default there is none} */
  String key() default "";

  /**
   * {@return what its name in the environment starts with; the rest of that name is the key in
   * capitals, with {@code _} for {@code .}}
   */
  String prefix() default "";

  /** {@return the lowest number that is allowed} */
  long min() default Long.MIN_VALUE;

  /** {@return the highest number that is allowed} */
  long max() default Long.MAX_VALUE;

  /** Settings of existing deployments that a file may have and that this command does not use. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.TYPE)
  @Inherited
  @interface WithoutEffect {
    /** {@return what their names in the environment start with} */
    String prefix() default "";

    /** {@return their keys in a settings file} */
    String[] keys();
  }
}
