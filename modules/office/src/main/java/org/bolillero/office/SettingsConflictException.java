package org.bolillero.office;

import static java.util.Objects.requireNonNull;

/**
 * The log that was found belongs to a draw with other settings; the message names setting and
 * values.
 */
public final class SettingsConflictException extends Exception {
  private static final long serialVersionUID = 1;

  /**
   * A conflict.
   *
   * @param message the setting, its value, and that of the log
   */
  public SettingsConflictException(String message) {
    super(message);
  }

  @Override
  public String getMessage() {
    return requireNonNull(super.getMessage());
  }
}
