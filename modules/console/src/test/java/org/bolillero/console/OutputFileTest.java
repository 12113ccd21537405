package org.bolillero.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFileTest {
  @TempDir private Path folder;

  @Test
  void whatIsPublishedReplacesTheFileAndLeavesNothingBesideIt() throws Exception {
    Path file = Files.writeString(folder.resolve("w"), "old and longer");
    try (OutputFile out = open(file)) {
      write(out, "new");
      assertEquals("old and longer", Files.readString(file));
      out.publish();
    }
    assertEquals("new", Files.readString(file));
    assertEquals(List.of("w"), names());
  }

  @Test
  void whatIsNotPublishedLeavesEverythingAsItWas() throws Exception {
    Path file = Files.writeString(folder.resolve("w"), "old");
    try (OutputFile out = open(file)) {
      write(out, "half");
    }
    try (OutputFile out = open(folder.resolve("none"))) {
      write(out, "half");
    }
    assertEquals("old", Files.readString(file));
    assertEquals(List.of("w"), names());
  }

  @Test
  void aPrivateFileIsForItsOwnerOnlyFromItsFirstByteOn() throws Exception {
    Path file = folder.resolve("key");
    try (OutputFile out = OutputFile.openPrivate("key", file)) {
      Path part = folder.resolve(names().getFirst());
      assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(part)));
      write(out, "secret");
      out.publish();
    }
    assertEquals("secret", Files.readString(file));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }

  @Test
  void itCanBeClosedAgainAndByOthersAndStaysWhatItWas() throws Exception {
    Path file = folder.resolve("w");
    OutputFile out = open(file);
    out.publish();
    out.close();
    out.close();
    assertEquals("", Files.readString(file));

    OutputFile closed = open(file);
    closed.close();
    assertEquals(
        ExitCode.STORAGE_FAILED, assertThrows(CommandException.class, closed::publish).exitCode());
    assertEquals(List.of("w"), names());
  }

  @Test
  void aLinkStaysOneAndTheFileThatItLeadsToIsReplaced() throws Exception {
    Path below = Files.createDirectory(folder.resolve("below"));
    Path file = Files.writeString(below.resolve("w"), "old");
    Path second = Files.createSymbolicLink(folder.resolve("b"), Path.of("below/w"));
    Path first = Files.createSymbolicLink(folder.resolve("a"), second);
    publish(first, "new");
    assertEquals("new", Files.readString(file));
    assertTrue(Files.isSymbolicLink(first) && Files.isSymbolicLink(second));

    Path toNothing = Files.createSymbolicLink(folder.resolve("c"), Path.of("below/x"));
    publish(toNothing, "first");
    assertEquals("first", Files.readString(below.resolve("x")));
    assertTrue(Files.isSymbolicLink(toNothing));
  }

  @Test
  void noInputIsReplacedByAnyOfItsNames() throws Exception {
    Path input = Files.writeString(folder.resolve("in"), "bets");
    Path link = Files.createSymbolicLink(folder.resolve("link"), input);
    Path hardLink = Files.createLink(folder.resolve("hard"), input);
    Path roundabout = folder.resolve("../" + folder.getFileName() + "/./in");
    for (Path name : List.of(input, link, hardLink, roundabout)) {
      assertEquals(
          "out: is " + input + " itself, which is read", refused(name, input), name.toString());
      refused(input, name);
    }
    assertEquals("bets", Files.readString(input));
    publish(folder.resolve("other"), "", folder.resolve("missing"), input);
  }

  @Test
  void aFileOfTheUserThatLooksTemporaryIsKept() throws Exception {
    Path part = Files.writeString(folder.resolve("w.part"), "mine");
    publish(folder.resolve("w"), "new", part);
    assertEquals("mine", Files.readString(part));
  }

  @Test
  void aNameMayBeAsLongAsTheFileSystemAllowsAndNoLonger() throws Exception {
    publish(folder.resolve("w".repeat(255)), "new");
    assertEquals("out: File name too long", refused(folder.resolve("w".repeat(256))));
  }

  @Test
  void whatIsNoFileIsRefusedAndSoIsAPlaceInNoFolder() throws Exception {
    assertEquals("out: is no regular file", refused(folder));
    assertEquals("out: is no regular file", refused(Path.of("/dev/null")));
    assertEquals("out: is in no existing folder", refused(folder.resolve("none/w")));
    assertEquals("out: is in no existing folder", refused(Path.of("/")));
    Path circle = folder.resolve("circle");
    Files.createSymbolicLink(circle, circle);
    assertEquals("out: is a link that leads to itself", refused(circle));
  }

  @Test
  void whatMayNotBeWrittenToIsRefused() throws Exception {
    Path file = Files.createFile(folder.resolve("w"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
    assumeFalse(Files.isWritable(file), "this user may write to everything");
    assertEquals("out: cannot be written to", refused(file));
    Path closed = Files.createDirectory(folder.resolve("closed"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-xr-xr-x"));
    assertEquals("out: is in a folder that cannot be written to", refused(closed.resolve("w")));
  }

  @Test
  void aFolderThatTakesNoFileIsADiskThatFails() {
    CommandException e =
        assertThrows(CommandException.class, () -> open(Path.of("/proc/bolillero.txt")));
    boolean isRoot = Files.isWritable(Path.of("/proc"));
    assertEquals(isRoot ? ExitCode.STORAGE_FAILED : ExitCode.USAGE, e.exitCode());
  }

  private void publish(Path file, String text, Path... inputs) throws Exception {
    try (OutputFile out = open(file, inputs)) {
      write(out, text);
      out.publish();
    }
    if (!Files.isSymbolicLink(file)) {
      assertEquals(text, Files.readString(file));
    }
  }

  private String refused(Path file, Path... inputs) {
    CommandException e = assertThrows(CommandException.class, () -> open(file, inputs));
    assertEquals(ExitCode.USAGE, e.exitCode());
    assertThrows(
        CommandException.class, () -> OutputFile.requireReplaceable("out", file, List.of(inputs)));
    return String.valueOf(e.getMessage());
  }

  private static OutputFile open(Path file, Path... inputs) throws CommandException {
    return OutputFile.open("out", file, List.of(inputs));
  }

  private static void write(OutputFile out, String text) throws IOException {
    out.stream().write(text.getBytes(StandardCharsets.UTF_8));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
