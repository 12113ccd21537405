package org.bolillero.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * Reads a file of settings in one of two forms. Values are kept as text; whoever uses one converts
 * it.
 *
 * <ul>
 *   <li>YAML: {@code server: {port: 1}} and {@code server.port: 1} both set the key {@code
 *       server.port}.
 *   <li>INI, as existing deployments have it: {@code [DEFAULT]}, and lines of the form {@code
 *       SERVER_PORT = 1}, with the names that settings have in the environment.
 * </ul>
 */
final class SettingsFileReader {
  /** Far more than any settings need, and small enough to read at once. */
  static final int FILE_BYTES_MAX = 64 * 1024;

  private static final String SECTION = "[DEFAULT]";

  private final Path file;
  private final KnownSettings known;
  private final Map<String, Value> values = new LinkedHashMap<>();

  /** A value and the line, from 1, that it stands in. */
  record Value(String text, int line) {}

  private SettingsFileReader(Path file, KnownSettings known) {
    this.file = file;
    this.known = known;
  }

  /**
   * Reads a file.
   *
   * @param known the settings that may stand in it
   * @return the values by their keys, also those that have no effect
   * @throws CommandException if it cannot be read, has neither form, or has another key
   */
  static Map<String, Value> read(Path file, KnownSettings known) throws CommandException {
    var reader = new SettingsFileReader(file, known);
    String text = reader.text();
    if (isIni(text)) {
      reader.addIni(text);
    } else {
      reader.addYaml(text);
    }
    return reader.values;
  }

  private String text() throws CommandException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(FILE_BYTES_MAX + 1);
      if (bytes.length > FILE_BYTES_MAX) {
        throw new CommandException(
            ExitCode.USAGE, file + ": is larger than " + FILE_BYTES_MAX + " bytes");
      }
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (IOException e) {
      String problem =
          switch (e) {
            case NoSuchFileException _ -> "no such file";
            case CharacterCodingException _ -> "is not UTF-8 text";
            default -> "cannot be read: " + Reason.of(e);
          };
      throw new CommandException(ExitCode.USAGE, file + ": " + problem, e);
    }
  }

  /** Whether a text begins with a section, which no settings in YAML do. */
  private static boolean isIni(String text) {
    String first =
        text.lines().map(String::strip).filter(line -> !isComment(line)).findFirst().orElse("");
    return first.equals(SECTION) || (first.matches("\\[[^\\[\\],:\"']*]") && text.contains("="));
  }

  private static boolean isComment(String line) {
    return line.isEmpty() || line.startsWith("#") || line.startsWith(";");
  }

  private void addIni(String text) throws CommandException {
    int number = 0;
    for (String each : text.lines().toList()) {
      number++;
      String line = each.strip();
      if (!isComment(line) && !line.equals(SECTION)) {
        addLine(line, number);
      }
    }
  }

  private void addLine(String line, int number) throws CommandException {
    int equals = line.indexOf('=');
    if (equals < 1) {
      throw problem(number, "expected " + SECTION + " or a line 'NAME = value', found " + line);
    }
    String name = line.substring(0, equals).strip().toUpperCase(Locale.ROOT);
    String value = line.substring(equals + 1).strip();
    String key = known.keys().get(name);
    if (key == null) {
      throw problem(number, known.unknownVariable(name));
    }
    if (!value.isEmpty() && values.put(key, new Value(value, number)) != null) {
      throw problem(number, name + " is set twice");
    }
  }

  private void addYaml(String text) throws CommandException {
    Optional<Node> root = compose(text);
    if (root.isPresent() && !isNull(root.get())) {
      if (!(root.get() instanceof MappingNode mapping)) {
        throw problem(line(root.get()), "expected lines of the form 'key: value'");
      }
      addAll("", mapping);
    }
  }

  private Optional<Node> compose(String text) throws CommandException {
    var settings =
        LoadSettings.builder()
            .setLabel(file.toString())
            .setSchema(new CoreSchema())
            .setAllowNonScalarKeys(true)
            .build();
    try {
      var parser = new ParserImpl(settings, new StreamReader(settings, text));
      return new Composer(settings, parser).getSingleNode();
    } catch (MarkedYamlEngineException e) {
      String line = e.getProblemMark().map(mark -> ", line " + (mark.getLine() + 1)).orElse("");
      throw new CommandException(
          ExitCode.USAGE, file + line + ": is not YAML: " + e.getProblem(), e);
    } catch (YamlEngineException e) {
      throw new CommandException(ExitCode.USAGE, file + ": is not YAML: " + e.getMessage(), e);
    }
  }

  /** Goes no deeper than the longest key: what no key starts with is refused on the way. */
  private void addAll(String prefix, MappingNode mapping) throws CommandException {
    for (NodeTuple tuple : mapping.getValue()) {
      Node value = tuple.getValueNode();
      if (!(tuple.getKeyNode() instanceof ScalarNode name)) {
        throw problem(line(tuple.getKeyNode()), "expected the name of a setting");
      }
      String key = prefix + name.getValue();
      if (value instanceof MappingNode inner && known.isStart(key)) {
        addAll(key + ".", inner);
      } else if (known.isKey(key)) {
        add(key, line(name), value);
      } else if (!(known.isStart(key) && isNull(value))) {
        throw problem(line(name), known.unknownKey(key));
      }
    }
  }

  private void add(String key, int keyLine, Node node) throws CommandException {
    String text =
        switch (node) {
          case ScalarNode scalar -> scalar.getValue();
          case SequenceNode sequence -> list(key, sequence);
          default -> throw problem(line(node), key + ": expected a value, found settings below it");
        };
    if (!isNull(node) && values.put(key, new Value(text, line(node))) != null) {
      throw problem(keyLine, key + " is set twice");
    }
  }

  private String list(String key, SequenceNode sequence) throws CommandException {
    List<Node> nodes = sequence.getValue();
    for (Node node : nodes) {
      if (!(node instanceof ScalarNode)) {
        throw problem(line(node), key + ": expected a list of plain values");
      }
    }
    return nodes.stream()
        .map(node -> ((ScalarNode) node).getValue())
        .collect(Collectors.joining(","));
  }

  private static boolean isNull(Node node) {
    return node.getTag().equals(Tag.NULL);
  }

  private static int line(Node node) {
    return node.getStartMark().map(Mark::getLine).orElse(0) + 1;
  }

  private CommandException problem(int line, String what) {
    return new CommandException(ExitCode.USAGE, file + ", line " + line + ": " + what);
  }
}
