package org.bolillero.console;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The commands of a program, which picocli's {@code subcommands} would all inspect at each start.
 * Of these it inspects only the one that is called.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Commands {
  /** {@return classes with picocli's annotations, in the order of the help} */
  Class<?>[] value();

  /**
   * Puts a command below another one of the program, which is one as well: its name is two words.
   * It has nothing else of the other one, none of its options either.
   */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.TYPE)
  @interface Below {
    /** {@return the name of the other command} */
    String value();
  }
}
