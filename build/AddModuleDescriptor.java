import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.jar.JarFile;
import java.util.spi.ToolProvider;

/**
 * Adds a module's descriptor to its jar, with the version recorded in it. A jar that has it already
 * is left alone: one that changes with every build makes Maven compile again all that depends on
 * it.
 */
final class AddModuleDescriptor {
  private AddModuleDescriptor() {}

  public static void main(String[] args) throws IOException {
    Path jar = Path.of(args[0]);
    Path classes = Path.of(args[1]);
    if (isUpToDate(jar.toFile(), classes.resolve("module-info.class").toFile())) {
      return;
    }
    ToolProvider tool = ToolProvider.findFirst("jar").orElseThrow();
    String[] update = {
      "--update",
      "--file=" + jar,
      "--module-version=" + args[2],
      "--date=" + args[3],
      "-C",
      classes.toString(),
      "module-info.class"
    };
    System.exit(tool.run(System.out, System.err, update));
  }

  private static boolean isUpToDate(File jar, File descriptor) throws IOException {
    try (JarFile entries = new JarFile(jar)) {
      return entries.getEntry(descriptor.getName()) != null
          && jar.lastModified() >= descriptor.lastModified();
    }
  }
}
