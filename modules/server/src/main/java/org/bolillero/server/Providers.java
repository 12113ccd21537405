package org.bolillero.server;

import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.bolillero.storage.LogException;
import org.bolillero.storage.SharedLogs;

/**
 * Finds what keeps shared logs. Its libraries are not in the image that every command runs on: they
 * lie beside it, and are loaded only when they are used.
 */
final class Providers {
  private Providers() {}

  /**
   * What keeps logs of a kind.
   *
   * @throws LogException if it is not there
   */
  static SharedLogs.Provider of(LogKind kind) throws LogException {
    Path beside = Path.of(System.getProperty("java.home")).resolveSibling(kind.word());
    return in(ServiceLoader.load(SharedLogs.Provider.class), kind)
        .or(() -> Files.isDirectory(beside) ? in(loader(beside), kind) : Optional.empty())
        .orElseThrow(() ->
            new LogException(
                LogException.Kind.UNSUITABLE,
                "log: expected the libraries for %s in %s, found none"
                    .formatted(kind.word(), beside)));
  }

  private static Optional<SharedLogs.Provider> in(
      ServiceLoader<SharedLogs.Provider> loader, LogKind kind) {
    return loader.stream()
        .map(ServiceLoader.Provider::get)
        .filter(each -> each.name().equals(kind.word()))
        .findAny();
  }

  private static ServiceLoader<SharedLogs.Provider> loader(Path folder) {
    ModuleFinder finder = ModuleFinder.of(folder);
    ModuleLayer program = Providers.class.getModule().getLayer();
    Configuration resolved =
        program
            .configuration()
            .resolve(
                finder,
                ModuleFinder.of(),
                finder.findAll().stream()
                    .map(each -> each.descriptor().name())
                    .collect(Collectors.toSet()));
    return ServiceLoader.load(
        program.defineModulesWithOneLoader(resolved, Providers.class.getClassLoader()),
        SharedLogs.Provider.class);
  }
}
