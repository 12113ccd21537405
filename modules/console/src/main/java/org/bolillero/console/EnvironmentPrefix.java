package org.bolillero.console;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What the environment names of all settings start with that this class declares. A setting is an
 * option with a {@code descriptionKey}, which is its key in the settings file; its environment name
 * is the key in upper case with {@code _} for {@code .}, so that {@code server.address} in a class
 * with the prefix {@code CLI_} can be set by {@code CLI_SERVER_ADDRESS}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface EnvironmentPrefix {
  /**
   * The prefix.
   *
   * @return the prefix with its underscore
   */
  String value();
}
