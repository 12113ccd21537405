package org.bolillero.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;
import org.bolillero.lottery.Bet;
import org.bolillero.lottery.BetBatch;
import org.bolillero.lottery.BetBatchBuilder;
import org.bolillero.lottery.BetStreamDigest;
import org.bolillero.lottery.InvalidBetException;
import org.bolillero.lottery.MalformedBatchException;
import org.bolillero.lottery.Winners;
import org.bolillero.protocol.FrameReader;
import org.bolillero.protocol.MessageCodec;
import org.bolillero.protocol.Protocol;
import org.bolillero.protocol.ProtocolException;
import org.bolillero.protocol.Request;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The parts of a bet's way, each alone and over many batches, so that they do not stay in the
 * smallest cache. An operation is one pass over all batches. Public, and not final, because JMH's
 * code extends it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MicroBenchmarks {
  /** How large the frames are. A system property, so that JMH hands it on to its processes. */
  static final String FRAME_BYTES = "bolillero.bench.frame-bytes";

  private static final int BYTES = 2 * 1024 * 1024;
  private static final int WINNING_NUMBER = 7574;
  private static final LocalDate TODAY = LocalDate.of(2026, 1, 1);

  private MicroLoad load = new MicroLoad(Protocol.FRAME_BYTES_DEFAULT, BYTES);
  private FrameReader reader = new FrameReader(InputStream.nullInputStream(), 1);
  private byte[] target = {};
  private CRC32C crc = new CRC32C();
  private BetBatchBuilder builder = new BetBatchBuilder(1, Protocol.FRAME_BYTES_DEFAULT, TODAY);

  /** For JMH. */
  public MicroBenchmarks() {}

  /** Makes the batches. */
  @Setup
  public void setUp() {
    int frameBytes = Integer.getInteger(FRAME_BYTES, Protocol.FRAME_BYTES_DEFAULT);
    load = load(frameBytes);
    target = new byte[(int) load.bytes()];
    reader = new FrameReader(load.endlessFrames(), frameBytes);
    reader.readAheadBytes(64 * 1024);
    builder =
        new BetBatchBuilder(BetBatch.COUNT_MAX, frameBytes - Protocol.BATCH_OVERHEAD_BYTES, TODAY);
  }

  /** The same batches as a process of JMH has. */
  static MicroLoad load(int frameBytes) {
    return new MicroLoad(frameBytes, BYTES);
  }

  /**
   * Copies the bytes of the frames once: the reference.
   *
   * @return where to
   */
  @Benchmark
  public byte[] copy() {
    load.copyTo(target);
    return target;
  }

  /**
   * Takes batches apart.
   *
   * @return something that depends on all of it
   * @throws MalformedBatchException never
   */
  @Benchmark
  public int parse() throws MalformedBatchException {
    int count = 0;
    for (ByteBuffer bytes : load.batchBytes()) {
      count += BetBatch.parse(bytes).count();
    }
    return count;
  }

  /**
   * Checks every bet against the rules.
   *
   * @return something that depends on all of it
   */
  @Benchmark
  public int validate() {
    int problems = 0;
    for (BetBatch batch : load.batches()) {
      problems += batch.firstProblem(TODAY).isPresent() ? 1 : 0;
    }
    return problems;
  }

  /**
   * Encodes bets as an agency does that has their fields.
   *
   * @return something that depends on all of it
   * @throws InvalidBetException never
   */
  @Benchmark
  public int encode() throws InvalidBetException {
    int bytes = 0;
    for (MicroLoad.Fields bet : load.fields()) {
      if (!bet.addTo(builder)) {
        bytes += builder.build().bytes().remaining();
        bet.addTo(builder);
      }
    }
    return bytes + builder.build().count();
  }

  /**
   * Decodes bets into objects, as only a dump of the log does.
   *
   * @return something that depends on all of it
   */
  @Benchmark
  public int decode() {
    int numbers = 0;
    for (BetBatch batch : load.batches()) {
      for (Bet bet : batch) {
        numbers += bet.number();
      }
    }
    return numbers;
  }

  /**
   * Digests an agency's bets.
   *
   * @return something that depends on all of it
   */
  @Benchmark
  public Object digest() {
    BetStreamDigest digest = new BetStreamDigest();
    for (BetBatch batch : load.batches()) {
      digest.update(batch);
    }
    return digest.value();
  }

  /**
   * Sums up payloads as the log does.
   *
   * @return something that depends on all of it
   */
  @Benchmark
  public long checksum() {
    long sum = 0;
    for (ByteBuffer bytes : load.batchBytes()) {
      crc.reset();
      crc.update(bytes.duplicate());
      sum += crc.getValue();
    }
    return sum;
  }

  /**
   * Decodes BATCH messages, parsing included.
   *
   * @return something that depends on all of it
   * @throws ProtocolException never
   */
  @Benchmark
  public int codec() throws ProtocolException {
    int count = 0;
    for (ByteBuffer body : load.bodies()) {
      if (MessageCodec.decodeRequest(body.duplicate()) instanceof Request.Batch batch) {
        count += batch.bets().count();
      }
    }
    return count;
  }

  /**
   * Takes frames from a stream that always has more.
   *
   * @return something that depends on all of it
   * @throws IOException never
   * @throws ProtocolException never
   */
  @Benchmark
  public int frames() throws IOException, ProtocolException {
    int bytes = 0;
    for (int i = 0; i < load.bodies().size(); i++) {
      Optional<ByteBuffer> frame = reader.read();
      bytes += frame.orElseThrow().remaining();
    }
    return bytes;
  }

  /**
   * Finds the winners.
   *
   * @return something that depends on all of it
   */
  @Benchmark
  public Object draw() {
    Winners.Builder winners = new Winners.Builder();
    for (BetBatch batch : load.batches()) {
      winners.addFrom(1, batch, WINNING_NUMBER);
    }
    return winners;
  }
}
