import java.io.File;
import java.io.IOException;
import java.util.jar.JarFile;
import java.util.spi.ToolProvider;

/**
 * Adds a module's descriptor to its jar. A jar that has it already is left alone: one that changes
 * with every build makes Maven compile again all that depends on it.
 */
final class AddModuleDescriptor {
  private AddModuleDescriptor() {}

  public static void main(String[] args) throws IOException {
    File jar = new File(args[0]);
    File descriptor = new File(args[1], "module-info.class");
    try (JarFile entries = new JarFile(jar)) {
      if (entries.getEntry(descriptor.getName()) != null
          && jar.lastModified() >= descriptor.lastModified()) {
        return;
      }
    }
    ToolProvider tool = ToolProvider.findFirst("jar").orElseThrow();
    String[] update = {
      "--update", "--file=" + jar, "--date=" + args[2], "-C", args[1], descriptor.getName()
    };
    System.exit(tool.run(System.out, System.err, update));
  }
}
