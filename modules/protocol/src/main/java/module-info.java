/**
 * The wire protocol: the messages between an agency and the office, and their bytes.
 *
 * <p>Promises: a length is checked before anything is allocated for it; bytes that are not a
 * message raise a {@link org.bolillero.protocol.ProtocolException} and nothing else; a batch of
 * bets is passed on as it came, never copied and never encoded again.
 *
 * <p>Start reading at {@link org.bolillero.protocol.Request} and {@link
 * org.bolillero.protocol.Response}, continue with {@link org.bolillero.protocol.MessageCodec} (the
 * byte table), then {@link org.bolillero.protocol.FrameReader} and {@link
 * org.bolillero.protocol.FrameWriter}. The rules of the conversation are in {@code
 * docs/wire-format.md}.
 */
@org.jspecify.annotations.NullMarked
module org.bolillero.protocol {
  requires jdk.net;
  requires transitive org.bolillero.lottery;
  requires static org.jspecify;

  exports org.bolillero.protocol;
}
