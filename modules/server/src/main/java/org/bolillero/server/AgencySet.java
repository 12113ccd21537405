package org.bolillero.server;

import org.bolillero.office.AgencyReader;
import org.eclipse.collections.api.set.primitive.ImmutableIntSet;
import picocli.CommandLine.ITypeConverter;

/** Reads the agencies of a command line. */
final class AgencySet implements ITypeConverter<ImmutableIntSet> {
  @Override
  public ImmutableIntSet convert(String text) {
    return AgencyReader.read(text);
  }
}
