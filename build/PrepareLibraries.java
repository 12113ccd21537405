import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.constant.ClassDesc;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/**
 * Takes from the jars of a folder what makes a program start slowly.
 *
 * <ul>
 *   <li>Signatures: nobody checks who has signed the libraries that a program is shipped with, but
 *       the JVM would verify every class that it loads from a signed jar, and would leave those
 *       classes out of its recording of a start.
 *   <li>All of the manifest but what Java itself asks for. The JVM reads it at each start, and that
 *       of a signed jar has a paragraph for each class.
 *   <li>Log4j's list of its plugins, but for one. It loads the classes of all of them, two hundred,
 *       for what a file of settings may name, and this program has no such file. Without any it
 *       would search its jar for them.
 *   <li>Class files older than version 50: they lack the tables by which classes are verified now,
 *       and without them the recording leaves them out. They get the tables and a newer version.
 * </ul>
 */
final class PrepareLibraries {
  private static final int FIRST_WITH_TABLES = ClassFile.JAVA_6_VERSION;
  private static final int FIRST_THAT_REQUIRES_TABLES = ClassFile.JAVA_7_VERSION;

  private static final List<String> ATTRIBUTES_KEPT =
      List.of(
          "Manifest-Version",
          "Multi-Release",
          "Automatic-Module-Name",
          "Implementation-Title",
          "Implementation-Version");

  private static final String PLUGINS =
      "META-INF/org/apache/logging/log4j/core/config/plugins/Log4j2Plugins.dat";

  private PrepareLibraries() {}

  public static void main(String[] args) throws IOException {
    for (Path jar : files(Path.of(args[0]), ".jar")) {
      try (FileSystem content = FileSystems.newFileSystem(jar)) {
        Path root = content.getPath("/");
        removeSignatures(root);
        shortenPluginList(root.resolve(PLUGINS));
        shortenManifest(root.resolve("META-INF/MANIFEST.MF"));
        renewClasses(root);
      }
    }
  }

  private static void removeSignatures(Path root) throws IOException {
    for (String extension : List.of(".SF", ".RSA", ".DSA", ".EC")) {
      for (Path signature : files(root.resolve("META-INF"), extension)) {
        Files.delete(signature);
      }
    }
  }

  private static void shortenManifest(Path file) throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    var manifest = new Manifest();
    try (InputStream in = Files.newInputStream(file)) {
      manifest.read(in);
    }
    manifest.getEntries().clear();
    Attributes attributes = manifest.getMainAttributes();
    attributes.keySet().removeIf(name -> !ATTRIBUTES_KEPT.contains(name.toString()));
    try (OutputStream out = Files.newOutputStream(file)) {
      manifest.write(out);
    }
  }

  /** Its format is that of {@code PluginCache} in Log4j's {@code config.plugins.processor}. */
  private static void shortenPluginList(Path file) throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    try (var out = new DataOutputStream(Files.newOutputStream(file))) {
      out.writeInt(1);
      out.writeUTF("lookup");
      out.writeInt(1);
      out.writeUTF("lower");
      out.writeUTF("org.apache.logging.log4j.core.lookup.LowerLookup");
      out.writeUTF("lower");
      out.writeBoolean(false);
      out.writeBoolean(false);
    }
  }

  private static void renewClasses(Path root) throws IOException {
    // Tables tell what two branches have in common, which takes the classes' ancestors.
    ClassHierarchyResolver own = ClassHierarchyResolver.ofResourceParsing(name -> open(root, name));
    var format =
        ClassFile.of(
            StackMapsOption.GENERATE_STACK_MAPS,
            ClassHierarchyResolverOption.of(
                own.orElse(ClassHierarchyResolver.defaultResolver()).cached()));
    for (Path file : files(root, ".class")) {
      byte[] bytes = Files.readAllBytes(file);
      // The major version stands in bytes 6 and 7 (JVMS 4.1) and has long been below 256.
      if (bytes[7] < FIRST_WITH_TABLES) {
        Files.write(file, renew(format, format.parse(bytes)));
      }
    }
  }

  private static byte[] renew(ClassFile format, ClassModel old) {
    return format.build(
        old.thisClass().asSymbol(),
        renewed -> {
          renewed.withVersion(FIRST_THAT_REQUIRES_TABLES, 0);
          old.elementStream()
              .filter(element -> !(element instanceof ClassFileVersion))
              .forEach(renewed::with);
        });
  }

  private static InputStream open(Path root, ClassDesc name) {
    String descriptor = name.descriptorString();
    Path file = root.resolve(descriptor.substring(1, descriptor.length() - 1) + ".class");
    try {
      return Files.exists(file) ? Files.newInputStream(file) : null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> files(Path folder, String extension) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(extension)).toList();
    }
  }
}
