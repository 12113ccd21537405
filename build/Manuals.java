import java.io.IOException;
import java.lang.reflect.Constructor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.bolillero.console.Program;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.codegen.docgen.manpage.ManPageGenerator;

/**
 * Writes what bash needs to complete the program's command lines, and what man needs to show its
 * manual.
 */
final class Manuals {
  private Manuals() {}

  /** Arguments: a class with picocli's annotations, and the folder to write to. */
  public static void main(String[] arguments) throws Exception {
    Constructor<?> constructor = Class.forName(arguments[0]).getDeclaredConstructor();
    constructor.setAccessible(true);
    CommandLine program = Program.describe(constructor.newInstance());
    Path folder = Path.of(arguments[1]);
    Path completions = Files.createDirectories(folder.resolve("bash-completion/completions"));
    String name = program.getCommandName();
    Files.writeString(completions.resolve(name), AutoComplete.bash(name, program));
    Path pages = Files.createDirectories(folder.resolve("man/man1"));
    ManPageGenerator.generateManPage(
        pages.toFile(), null, new boolean[0], false, program.getCommandSpec());
    try (Stream<Path> sources = Files.list(pages)) {
      for (Path source : sources.filter(each -> each.toString().endsWith(".adoc")).toList()) {
        convert(source);
      }
    }
  }

  /** Replaces a page as picocli writes it, in AsciiDoc, by one that man reads. */
  private static void convert(Path source) throws IOException {
    StringBuilder page = new StringBuilder();
    List<String> lines = Files.readAllLines(source);
    for (int i = 1; i < lines.size(); i++) {
      String before = lines.get(i - 1);
      String line = lines.get(i).replace("\\", "\\e").replace("-", "\\-");
      if (line.startsWith("= ")) {
        page.append(".TH ").append(line.substring(2).replaceAll("\\(1\\)", " 1")).append('\n');
      } else if (line.startsWith("==")) {
        String title = line.replaceAll("[=:]", "").strip();
        page.append(".SH ").append(title.toUpperCase(Locale.ROOT)).append('\n');
      } else if (line.endsWith("::")) {
        page.append(".TP\n").append(styled(line.substring(0, line.length() - 2))).append('\n');
      } else if (line.startsWith("[%hardbreaks]")) {
        page.append(".nf\n");
      } else if (!line.isEmpty() && !line.startsWith("/") && !line.matches("\\+|:.*")) {
        boolean isParagraph = !line.startsWith(" ") && !before.equals("+");
        page.append(before.equals("+") ? ".br\n" : isParagraph ? ".PP\n" : "");
        page.append(styled(line.startsWith("  ") ? line.substring(2) : line)).append('\n');
      }
    }
    String name = source.getFileName().toString().replace(".adoc", ".1");
    Files.writeString(source.resolveSibling(name), page);
    Files.delete(source);
  }

  private static String styled(String text) {
    return text.replaceAll("xref:\\S*\\[(.*)]", "$1")
        .replaceAll("\\*([^*]+)\\*", "\\\\fB$1\\\\fR")
        .replaceAll("(=|^)_([^_]+)_", "$1\\\\fI$2\\\\fR")
        .replaceAll("^[.']", "\\\\&$0");
  }
}
