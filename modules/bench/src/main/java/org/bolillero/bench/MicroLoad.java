package org.bolillero.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bolillero.lottery.Bet;
import org.bolillero.lottery.BetBatch;
import org.bolillero.lottery.BetBatchBuilder;
import org.bolillero.lottery.InvalidBetException;
import org.bolillero.protocol.Protocol;

/** The same bets in every form that they have on their way. */
final class MicroLoad {
  private final List<BetBatch> batches = new ArrayList<>();
  private final List<ByteBuffer> batchBytes = new ArrayList<>();
  private final List<ByteBuffer> bodies = new ArrayList<>();
  private final List<Fields> fields = new ArrayList<>();
  private final ByteBuffer frames;
  private long bets;

  /** A bet as an agency's reader hands it to a batch. */
  static final class Fields {
    private final byte[] texts;
    private final int birthDay;
    private final int number;

    Fields(Bet bet) {
      ByteArrayOutputStream encoded = new ByteArrayOutputStream();
      for (String text : List.of(bet.firstName(), bet.lastName(), bet.document())) {
        byte[] utf8 = text.getBytes(UTF_8);
        encoded.write(utf8.length);
        encoded.writeBytes(utf8);
      }
      texts = encoded.toByteArray();
      birthDay = (int) bet.birthDate().toEpochDay();
      number = bet.number();
    }

    /** Adds it to a batch; false if that has no room. */
    boolean addTo(BetBatchBuilder builder) throws InvalidBetException {
      return builder.add(texts, texts.length, birthDay, number);
    }
  }

  /**
   * Makes up bets.
   *
   * @param frameBytes the largest frame
   * @param bytes about how many bytes of frames
   */
  MicroLoad(int frameBytes, int bytes) {
    BetSource source = new BetSource(1, frameBytes - Protocol.BATCH_OVERHEAD_BYTES);
    frames = ByteBuffer.allocate(bytes + frameBytes);
    while (frames.position() < bytes) {
      BetBatch batch = source.next(BetBatch.COUNT_MAX);
      batches.add(batch);
      batch.forEach(bet -> fields.add(new Fields(bet)));
      addFrame(batch);
      bets += batch.count();
    }
    frames.flip();
  }

  /** As the bytes of it lie in a buffer that frames are read into: with an array. */
  private void addFrame(BetBatch batch) {
    int size = Protocol.BATCH_OVERHEAD_BYTES + batch.bytes().remaining();
    int start = frames.position();
    frames.putInt(size - Integer.BYTES).put((byte) 0x02).putLong(bets).put(batch.bytes());
    bodies.add(frames.slice(start + Integer.BYTES, size - Integer.BYTES));
    batchBytes.add(
        frames.slice(start + Protocol.BATCH_OVERHEAD_BYTES, size - Protocol.BATCH_OVERHEAD_BYTES));
  }

  List<BetBatch> batches() {
    return batches;
  }

  List<ByteBuffer> batchBytes() {
    return batchBytes;
  }

  List<ByteBuffer> bodies() {
    return bodies;
  }

  List<Fields> fields() {
    return fields;
  }

  /** How many bets there are. */
  long bets() {
    return bets;
  }

  /** How many bytes they have as frames. */
  long bytes() {
    return frames.limit();
  }

  /** Copies all frames. */
  void copyTo(byte[] target) {
    frames.get(0, target);
  }

  /** All frames, again and again. */
  InputStream endlessFrames() {
    ByteBuffer rest = frames.duplicate();
    return new InputStream() {
      @Override
      public int read() {
        throw new UnsupportedOperationException("frames are read in pieces");
      }

      @Override
      public int read(byte[] target, int offset, int length) {
        if (!rest.hasRemaining()) {
          rest.rewind();
        }
        int count = Math.min(length, rest.remaining());
        rest.get(target, offset, count);
        return count;
      }
    };
  }
}
