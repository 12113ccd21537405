package org.bolillero.bench;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;
import org.bolillero.lottery.BetBatch;
import org.bolillero.lottery.BetStreamDigest;
import org.bolillero.lottery.Winners;
import org.bolillero.protocol.FrameReader;
import org.bolillero.protocol.FrameWriter;
import org.bolillero.protocol.MessageCodec;
import org.bolillero.protocol.Protocol;
import org.bolillero.protocol.ProtocolException;
import org.bolillero.protocol.Request;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * The parts of a bet's way, each alone and over many batches, so that they do not stay in the
 * smallest cache. Each gives something that depends on all of its work. Public, and not final,
 * because JMH's code extends it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@OperationsPerInvocation(MicroBenchmarks.BETS)
public class MicroBenchmarks {
  /** About 2 MiB of them. */
  static final int BETS = 60_000;

  private static final int FRAME_BYTES = Protocol.FRAME_BYTES_DEFAULT;
  private static final int WINNING_NUMBER = 7574;

  private final List<BetBatch> batches = new ArrayList<>();
  private final byte[] frames;
  private final byte[] target;
  private final CRC32C crc = new CRC32C();

  /** Makes the same bets in every form that they have on their way. */
  public MicroBenchmarks() {
    BatchLoad load = new BatchLoad(1, BETS, FRAME_BYTES, Integer.MAX_VALUE);
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    FrameWriter writer = new FrameWriter(written, FRAME_BYTES);
    try {
      for (int i = 0; i < load.count(); i++) {
        batches.add(load.request(i).bets());
        writer.write(load.request(i));
      }
      writer.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    frames = written.toByteArray();
    target = new byte[frames.length];
  }

  /** {@return the frames, copied once: the reference} */
  @Benchmark
  public byte[] copy() {
    System.arraycopy(frames, 0, target, 0, frames.length);
    return target;
  }

  /**
   * Takes frames from a stream, decodes their messages, and takes their batches apart.
   *
   * @return how many bets they have
   * @throws IOException never
   * @throws ProtocolException never
   */
  @Benchmark
  public int receive() throws IOException, ProtocolException {
    FrameReader reader = new FrameReader(new ByteArrayInputStream(frames), FRAME_BYTES);
    int count = 0;
    for (Optional<ByteBuffer> body = reader.read(); body.isPresent(); body = reader.read()) {
      if (MessageCodec.decodeRequest(body.get()) instanceof Request.Batch batch) {
        count += batch.bets().count();
      }
    }
    return count;
  }

  /** {@return how many batches have a bet that breaks a rule} */
  @Benchmark
  public long validate() {
    return batches.stream().filter(each -> each.firstProblem(BetSource.TODAY).isPresent()).count();
  }

  /** {@return the digest of an agency's bets} */
  @Benchmark
  public Object digest() {
    BetStreamDigest digest = new BetStreamDigest();
    batches.forEach(digest::update);
    return digest.value();
  }

  /** {@return the sum of the checksums that the log gives each batch} */
  @Benchmark
  public long checksum() {
    long sum = 0;
    for (BetBatch batch : batches) {
      crc.reset();
      crc.update(batch.bytes());
      sum += crc.getValue();
    }
    return sum;
  }

  /** {@return the winners} */
  @Benchmark
  public Object draw() {
    Winners.Builder winners = new Winners.Builder();
    batches.forEach(batch -> winners.addFrom(1, batch, WINNING_NUMBER));
    return winners;
  }
}
