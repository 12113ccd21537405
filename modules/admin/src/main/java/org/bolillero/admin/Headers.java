package org.bolillero.admin;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The headers of a request, whose names may be written in capitals or not. */
final class Headers {
  private final Map<String, List<String>> values = new HashMap<>();

  void add(String name, String value) {
    values.computeIfAbsent(key(name), _ -> new ArrayList<>()).add(value);
  }

  /** All values of a header, in their order. */
  List<String> all(String name) {
    return values.getOrDefault(key(name), List.of());
  }

  /** Its first value, if it is there. */
  Optional<String> first(String name) {
    return all(name).stream().findFirst();
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
