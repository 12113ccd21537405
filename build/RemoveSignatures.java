import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Removes the signatures from the jars of a folder. Nobody checks who has signed the libraries that
 * a program is shipped with, but the JVM would verify every class that it loads from a signed jar,
 * and would leave those classes out of a class-data cache.
 */
final class RemoveSignatures {
  private RemoveSignatures() {}

  public static void main(String[] args) throws IOException {
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(Path.of(args[0]), "*.jar")) {
      for (Path jar : jars) {
        try (FileSystem content = FileSystems.newFileSystem(jar)) {
          removeFrom(content.getPath("META-INF"));
        }
      }
    }
  }

  private static void removeFrom(Path metaInf) throws IOException {
    if (!Files.isDirectory(metaInf)) {
      return;
    }
    try (DirectoryStream<Path> signatures =
        Files.newDirectoryStream(metaInf, "*.{SF,RSA,DSA,EC}")) {
      for (Path signature : signatures) {
        Files.delete(signature);
      }
    }
  }
}
