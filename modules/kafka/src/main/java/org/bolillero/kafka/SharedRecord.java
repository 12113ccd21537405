package org.bolillero.kafka;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.bolillero.storage.LogEntry;

/**
 * A record of a draw's shared log.
 *
 * <pre>
 * record   u8 format: 1 | u8 kind | u32 draw | u64 term | u64 number | u32 key | payload | u32 CRC-32C
 *
 * kind     1 to 239   an entry, as the log on a disk has it, with its key and payload
 *          240        LEAD: u128 UUID of the office | u64 milliseconds since 1970 | its name in UTF-8; number 0
 *          241        BEAT: the leader is alive
 *          242        RESIGN: the leader has come to an orderly end
 *          243        FILE: u8 n | name, n bytes of ASCII | what is in it: a file beside the log that belongs to it
 * </pre>
 *
 * <p>Numbers are big-endian. Key and payload of what is no entry are 0 and empty, unless something
 * else is said. The checksum is over all that stands before it.
 *
 * @param draw the draw
 * @param term the term of the office that wrote it, from 1 on
 * @param number its place among the records of its term: LEAD is 0
 * @param body what it says
 */
public record SharedRecord(int draw, long term, long number, Body body) {
  /** How many bytes a record has besides the payload of its entry. */
  public static final int BYTES_BESIDES_PAYLOAD = 1 + 1 + 4 + 8 + 8 + 4 + Integer.BYTES;

  private static final byte FORMAT = 1;
  private static final int LEAD = 240;
  private static final int BEAT = 241;
  private static final int RESIGN = 242;
  private static final int FILE = 243;

  /**
   * Checks the term and the number.
   *
   * @throws IllegalArgumentException if one of them cannot be
   */
  public SharedRecord {
    if (!isPlace(term, number)) {
      throw new IllegalArgumentException(
          "expected a term from 1 on and a number from 0 on, found %d and %d"
              .formatted(term, number));
    }
  }

  private static boolean isPlace(long term, long number) {
    return term >= 1 && number >= 0;
  }

  /** What a record says. */
  public sealed interface Body {}

  /**
   * An office begins to lead.
   *
   * @param office which one; another one at each start of the program
   * @param time when it wrote this, by its own clock; whole milliseconds
   * @param name what people call it, such as the name of its machine
   */
  public record Lead(UUID office, Instant time, String name) implements Body {
    private static final int BYTES_BESIDES_NAME = 3 * Long.BYTES;

    private ByteBuffer payload() {
      byte[] utf8 = name.getBytes(UTF_8);
      return ByteBuffer.allocate(BYTES_BESIDES_NAME + utf8.length)
          .putLong(office.getMostSignificantBits())
          .putLong(office.getLeastSignificantBits())
          .putLong(time.toEpochMilli())
          .put(utf8)
          .flip();
    }

    private static Optional<Body> read(ByteBuffer payload) {
      if (payload.remaining() < BYTES_BESIDES_NAME) {
        return Optional.empty();
      }
      UUID office = new UUID(payload.getLong(), payload.getLong());
      Instant time = Instant.ofEpochMilli(payload.getLong());
      return Optional.of(new Lead(office, time, UTF_8.decode(payload).toString()));
    }
  }

  /** The leader is alive, and has read all that stands before. */
  public record Beat() implements Body {}

  /** The leader has come to an orderly end. */
  public record Resign() implements Body {}

  /**
   * A file that lies beside the draw's log, and belongs to it.
   *
   * @param name its name, 1 to 255 characters of ASCII that can be a name in any folder
   * @param content what is in it
   */
  public record File(String name, ByteBuffer content) implements Body {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,255}");

    /** Checks the name and takes a view of the content. */
    public File {
      if (!NAME.matcher(name).matches()) {
        throw new IllegalArgumentException("expected the name of a file, found " + name);
      }
      content = content.slice();
    }

    private ByteBuffer payload() {
      byte[] ascii = name.getBytes(US_ASCII);
      return ByteBuffer.allocate(1 + ascii.length + content.remaining())
          .put((byte) ascii.length)
          .put(ascii)
          .put(content.duplicate())
          .flip();
    }

    private static Optional<Body> read(ByteBuffer payload) {
      int length = payload.hasRemaining() ? Byte.toUnsignedInt(payload.get()) : 0;
      if (length > payload.remaining()) {
        return Optional.empty();
      }
      String name = US_ASCII.decode(payload.slice(payload.position(), length)).toString();
      payload.position(payload.position() + length);
      return NAME.matcher(name).matches() ? Optional.of(new File(name, payload)) : Optional.empty();
    }
  }

  /**
   * An entry of the draw's log.
   *
   * @param entry the entry
   */
  public record Entry(LogEntry entry) implements Body {}

  /** {@return its bytes, from position to limit} */
  public ByteBuffer encode() {
    return switch (body) {
      case Lead lead -> encode(LEAD, 0, lead.payload());
      case Beat() -> encode(BEAT, 0, ByteBuffer.allocate(0));
      case Resign() -> encode(RESIGN, 0, ByteBuffer.allocate(0));
      case File file -> encode(FILE, 0, file.payload());
      case Entry(LogEntry entry) -> encode(entry.kind(), entry.key(), entry.payload());
    };
  }

  private ByteBuffer encode(int kind, int key, ByteBuffer payload) {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES_BESIDES_PAYLOAD + payload.remaining());
    bytes.put(FORMAT).put((byte) kind).putInt(draw).putLong(term).putLong(number).putInt(key);
    bytes.put(payload.duplicate());
    return bytes.putInt(checksum(bytes.duplicate().flip())).flip();
  }

  /**
   * Reads a record.
   *
   * @param bytes the bytes from position to limit, of which an entry's payload is a view
   * @return the record; empty if nobody here has written it, or it was damaged
   */
  public static Optional<SharedRecord> decode(ByteBuffer bytes) {
    ByteBuffer rest = bytes.slice();
    int payloadBytes = rest.limit() - BYTES_BESIDES_PAYLOAD;
    if (payloadBytes < 0 || rest.get(0) != FORMAT) {
      return Optional.empty();
    }
    int end = rest.limit() - Integer.BYTES;
    if (checksum(rest.slice(0, end)) != rest.getInt(end)) {
      return Optional.empty();
    }
    rest.get();
    int kind = Byte.toUnsignedInt(rest.get());
    int draw = rest.getInt();
    long term = rest.getLong();
    long number = rest.getLong();
    int key = rest.getInt();
    ByteBuffer payload = rest.slice(rest.position(), payloadBytes);
    if (!isPlace(term, number)) {
      return Optional.empty();
    }
    return body(kind, key, payload).map(body -> new SharedRecord(draw, term, number, body));
  }

  private static Optional<Body> body(int kind, int key, ByteBuffer payload) {
    if (kind > 0 && !LogEntry.isReserved(kind)) {
      return Optional.of(new Entry(new LogEntry(kind, key, payload)));
    }
    return switch (kind) {
      case LEAD -> Lead.read(payload);
      case BEAT -> Optional.of(new Beat());
      case RESIGN -> Optional.of(new Resign());
      case FILE -> File.read(payload);
      default -> Optional.empty();
    };
  }

  private static int checksum(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }
}
