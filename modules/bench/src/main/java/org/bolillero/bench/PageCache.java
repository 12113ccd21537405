package org.bolillero.bench;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.Locale;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * Has the system forget what it keeps of files in memory, so that the next reader is given them by
 * the disk. What is mapped is not forgotten. Linux only.
 */
final class PageCache {
  private static final int READ_ONLY = 0;
  private static final int WHOLE_FILE = 0;
  private static final int DO_NOT_NEED = 4;

  private PageCache() {}

  /** Whether this system can do it. */
  static boolean canForget() {
    return System.getProperty("os.name").toLowerCase(Locale.ROOT).equals("linux");
  }

  /** Forgets files whose bytes are on the disk already. */
  static void forget(ImmutableList<Path> files) throws IOException {
    MethodHandle open =
        function(
            "open",
            FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT),
            Linker.Option.firstVariadicArg(2));
    MethodHandle advise =
        function(
            "posix_fadvise",
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT));
    MethodHandle close = function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    try (Arena arena = Arena.ofConfined()) {
      for (Path file : files) {
        MemorySegment name = arena.allocateFrom(file.toString());
        int descriptor = (int) open.invokeExact(name, READ_ONLY);
        int failure =
            (int) advise.invokeExact(descriptor, (long) WHOLE_FILE, (long) WHOLE_FILE, DO_NOT_NEED);
        int _ = (int) close.invokeExact(descriptor);
        if (failure != 0) {
          throw new IOException(file + ": cannot be forgotten: error " + failure);
        }
      }
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  @SuppressWarnings("restricted") // The descriptors are those of the manual pages.
  private static MethodHandle function(
      String name, FunctionDescriptor descriptor, Linker.Option... options) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().find(name).orElseThrow(), descriptor, options);
  }
}
