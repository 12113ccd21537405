package org.bolillero.server;

import picocli.CommandLine.ITypeConverter;

/** Reads where an office keeps its logs. */
final class LogKindReader implements ITypeConverter<LogKind> {
  @Override
  public LogKind convert(String text) {
    for (LogKind each : LogKind.values()) {
      if (each.word().equals(text.strip())) {
        return each;
      }
    }
    throw new IllegalArgumentException("expected disk or kafka");
  }
}
