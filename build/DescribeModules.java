import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;

/**
 * Gives descriptors to the jars of a folder that have only the name of a module: {@code jlink}
 * takes no others. What they need and export is found by {@code jdeps}; what they need and is not
 * there, they do without, as they always did.
 */
final class DescribeModules {
  private DescribeModules() {}

  /**
   * Describes them.
   *
   * @param args the folder of the jars, a folder to work in, and the date that the descriptors bear
   */
  public static void main(String[] args) throws IOException {
    Path jars = Path.of(args[0]);
    Path work = Path.of(args[1]);
    List<ModuleReference> all =
        ModuleFinder.of(jars).findAll().stream()
            .filter(each -> each.descriptor().isAutomatic())
            .toList();
    if (all.isEmpty()) {
      return;
    }
    List<String> analysis = new ArrayList<>();
    analysis.addAll(List.of("--ignore-missing-deps", "--generate-module-info", work.toString()));
    all.forEach(each -> analysis.add(jar(each).toString()));
    run("jdeps", analysis);
    for (ModuleReference each : all) {
      describe(each, jars, work.resolve(each.descriptor().name()), args[2]);
    }
  }

  private static void describe(ModuleReference module, Path jars, Path sources, String date)
      throws IOException {
    Path source = sources.resolve("module-info.java");
    run(
        "javac",
        List.of(
            "-Xlint:none",
            "--module-path=" + jars,
            "--patch-module=" + module.descriptor().name() + "=" + jar(module),
            "-d",
            sources.toString(),
            source.toString()));
    run(
        "jar",
        List.of(
            "--update",
            "--file=" + jar(module),
            "--date=" + date,
            "-C",
            sources.toString(),
            "module-info.class"));
    Files.delete(source);
  }

  private static Path jar(ModuleReference module) {
    return Path.of(module.location().orElseThrow());
  }

  private static void run(String tool, List<String> arguments) {
    int code =
        ToolProvider.findFirst(tool)
            .orElseThrow()
            .run(System.out, System.err, arguments.toArray(String[]::new));
    if (code != 0) {
      throw new IllegalStateException(tool + " has ended with " + code);
    }
  }
}
