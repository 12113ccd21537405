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
 * Reads a file of settings, in YAML or in the form of {@link IniSettings}. In YAML {@code server:
 * {port: 1}} and {@code server.port: 1} both set the key {@code server.port}. Values are kept as
 * text; whoever uses one converts it.
 */
final class SettingsFileReader {
  /** Far more than any settings need, and small enough to read at once. */
  static final int FILE_BYTES_MAX = 64 * 1024;

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
   * @throws CommandException if it cannot be read, is not YAML, or has another key
   */
  static Map<String, Value> read(Path file, KnownSettings known) throws CommandException {
    var reader = new SettingsFileReader(file, known);
    String text = reader.text();
    if (IniSettings.isIni(text)) {
      return IniSettings.read(file, text, known);
    }
    Optional<Node> root = reader.compose(text);
    if (root.isPresent() && !isNull(root.get())) {
      if (!(root.get() instanceof MappingNode mapping)) {
        throw reader.problem(root.get(), "expected lines of the form 'key: value'");
      }
      reader.addAll("", mapping);
    }
    return reader.values;
  }

  private String text() throws CommandException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(FILE_BYTES_MAX + 1);
      if (bytes.length > FILE_BYTES_MAX) {
        throw wrong(file + ": is larger than " + FILE_BYTES_MAX + " bytes");
      }
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (NoSuchFileException e) {
      throw new CommandException(ExitCode.USAGE, file + ": no such file", e);
    } catch (CharacterCodingException e) {
      throw new CommandException(ExitCode.USAGE, file + ": is not UTF-8 text", e);
    } catch (IOException e) {
      throw new CommandException(ExitCode.USAGE, file + ": cannot be read: " + Reason.of(e), e);
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
      if (!(tuple.getKeyNode() instanceof ScalarNode name)) {
        throw problem(tuple.getKeyNode(), "expected the name of a setting");
      }
      String key = prefix + name.getValue();
      if (tuple.getValueNode() instanceof MappingNode inner && known.isStart(key)) {
        addAll(key + ".", inner);
      } else if (known.isKey(key)) {
        add(key, name, tuple.getValueNode());
      } else if (!(known.isStart(key) && isNull(tuple.getValueNode()))) {
        throw problem(
            name,
            "unknown setting "
                + key
                + known.likely(key).map(other -> ", did you mean " + other + "?").orElse(""));
      }
    }
  }

  private void add(String key, Node name, Node node) throws CommandException {
    String text =
        switch (node) {
          case ScalarNode scalar -> scalar.getValue();
          case SequenceNode sequence -> list(key, sequence);
          default -> throw problem(node, key + ": expected a value, found settings below it");
        };
    if (!isNull(node) && values.put(key, new Value(text, line(node))) != null) {
      throw problem(name, key + " is set twice");
    }
  }

  private String list(String key, SequenceNode sequence) throws CommandException {
    List<Node> nodes = sequence.getValue();
    for (Node node : nodes) {
      if (!(node instanceof ScalarNode)) {
        throw problem(node, key + ": expected a list of plain values");
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

  private CommandException problem(Node node, String what) {
    return wrong(file + ", line " + line(node) + ": " + what);
  }

  private static CommandException wrong(String message) {
    return new CommandException(ExitCode.USAGE, message);
  }
}
