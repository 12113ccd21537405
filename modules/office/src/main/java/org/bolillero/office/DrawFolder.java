package org.bolillero.office;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bolillero.lottery.Digest;
import org.bolillero.storage.DurableFiles;
import org.bolillero.storage.LogException;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;
import org.eclipse.collections.api.list.MutableList;

/**
 * The folder of a draw. Beside the log it has
 *
 * <ul>
 *   <li>{@code secret}: 32 random bytes, only for the office's own user, whose SHA-256 is in the
 *       log. What proves a draw will be made with them.
 *   <li>{@code over}: a line about a draw that was held. While it is there, a start does not open
 *       the log. It says nothing that the log does not.
 * </ul>
 *
 * @param path where it is
 * @param draw the number of the draw
 */
record DrawFolder(Path path, int draw) {
  static final String SECRET = "secret";
  private static final String OVER = "over";
  private static final String PART = ".part";
  private static final int SECRET_BYTES = 32;
  private static final Pattern NAME = Pattern.compile("draw-([1-9][0-9]{0,9})");
  private static final int OVER_BYTES_MAX = 100;
  private static final Pattern SUMMARY =
      Pattern.compile(
          "draw ([0-9]{1,10}), agencies ([0-9]{1,9}), bets ([0-9]{1,18}), number ([0-9]{4})\n");

  /** The folder of a draw that an official opens. */
  static DrawFolder in(Path data, int draw) {
    return new DrawFolder(data.resolve("draw-" + draw), draw);
  }

  /** The folder of a draw, if a folder is one. */
  static Optional<DrawFolder> of(Path path) {
    Matcher name = NAME.matcher(path.getFileName().toString());
    if (!name.matches() || Long.parseLong(name.group(1)) > Integer.MAX_VALUE) {
      return Optional.empty();
    }
    return Optional.of(new DrawFolder(path, Integer.parseInt(name.group(1))));
  }

  /**
   * What a data folder has of draws, in any order.
   *
   * @param draws what has the name of a draw's folder
   * @param unfinished what is left of draws whose opening was not finished
   */
  record Contents(ImmutableList<DrawFolder> draws, ImmutableList<Path> unfinished) {}

  /** Looks into a data folder, once. */
  static Contents contents(Path data) throws LogException {
    MutableList<DrawFolder> draws = Lists.mutable.empty();
    MutableList<Path> unfinished = Lists.mutable.empty();
    try (Stream<Path> all = Files.list(data)) {
      for (Path each : all.toList()) {
        of(each).ifPresent(draws::add);
        if (isWhileOpening(each) && Files.isDirectory(each)) {
          unfinished.add(each);
        }
      }
    } catch (IOException e) {
      throw LogException.failed(data + ": cannot be read", e);
    }
    return new Contents(draws.toImmutable(), unfinished.toImmutable());
  }

  /** Where the draw is before its opening is durable; a start removes it. */
  DrawFolder whileOpening() {
    return new DrawFolder(path.resolveSibling(path.getFileName() + PART), draw);
  }

  private static boolean isWhileOpening(Path path) {
    String name = path.getFileName().toString();
    return name.endsWith(PART)
        && of(path.resolveSibling(name.substring(0, name.length() - PART.length()))).isPresent();
  }

  /** Gives this folder the place of another, durably. */
  void moveTo(DrawFolder target) throws LogException {
    try {
      Files.move(path, target.path, StandardCopyOption.ATOMIC_MOVE);
      DurableFiles.forceFolder(requireNonNull(target.path.toAbsolutePath().getParent()));
    } catch (IOException e) {
      throw failed(target.path, e);
    }
  }

  /**
   * The digest of the secret, which is made if it is not there. When this returns, it is durable.
   */
  Digest secretDigest() throws LogException {
    try {
      ByteBuffer secret = ByteBuffer.allocate(SECRET_BYTES);
      Path file = path.resolve(SECRET);
      if (Files.exists(file)) {
        byte[] found = Files.readAllBytes(file);
        if (found.length != SECRET_BYTES) {
          throw new IOException(
              "expected %d bytes, found %d".formatted(SECRET_BYTES, found.length));
        }
        secret.put(found);
      } else {
        byte[] random = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(random);
        secret.put(random);
        DurableFiles.replace(path.resolve(SECRET), secret.flip().duplicate());
      }
      return Digest.of(secret.rewind());
    } catch (IOException e) {
      throw failed(path.resolve(SECRET), e);
    }
  }

  /** Notes that the draw is over. */
  void markOver(DrawSummary summary) throws LogException {
    String line =
        "draw %d, agencies %d, bets %d, number %04d\n"
            .formatted(
                draw, summary.agencies(), summary.bets(), summary.winningNumber().orElseThrow());
    try {
      DurableFiles.replace(path.resolve(OVER), StandardCharsets.US_ASCII.encode(line));
    } catch (IOException e) {
      throw failed(path.resolve(OVER), e);
    }
  }

  /** Whether it is noted that the draw is over, so that its log need not be opened. */
  boolean isMarkedOver() {
    return Files.exists(path.resolve(OVER));
  }

  /**
   * What is noted of a draw that is over; empty if that is not noted, not readable, or of another
   * draw. Then the log has to be asked.
   */
  Optional<DrawSummary> over() {
    try (InputStream file = Files.newInputStream(path.resolve(OVER))) {
      String text = new String(file.readNBytes(OVER_BYTES_MAX), StandardCharsets.ISO_8859_1);
      Matcher line = SUMMARY.matcher(text);
      if (!line.matches() || Long.parseLong(line.group(1)) != draw) {
        return Optional.empty();
      }
      int agencies = Integer.parseInt(line.group(2));
      return Optional.of(
          new DrawSummary(
              draw,
              DrawState.DRAWN,
              agencies,
              agencies,
              Long.parseLong(line.group(3)),
              Optional.empty(),
              OptionalInt.of(Integer.parseInt(line.group(4)))));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /** Takes back that the draw is over. When this returns, that is durable. */
  void unmarkOver() throws LogException {
    try {
      if (Files.deleteIfExists(path.resolve(OVER))) {
        DurableFiles.forceFolder(path);
      }
    } catch (IOException e) {
      throw failed(path.resolve(OVER), e);
    }
  }

  private static LogException failed(Path file, IOException e) {
    return LogException.failed(file + ": cannot be used", e);
  }
}
