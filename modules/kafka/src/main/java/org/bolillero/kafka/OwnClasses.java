package org.bolillero.kafka;

/**
 * Lets Kafka's client find its classes by name, which it looks for with the loader of the thread:
 * that of the program knows nothing of libraries that lie beside it. Belongs to one thread.
 */
final class OwnClasses implements AutoCloseable {
  private final ClassLoader before = Thread.currentThread().getContextClassLoader();

  private OwnClasses() {}

  /** From now on, and in threads that are made until this is closed. */
  static OwnClasses found() {
    OwnClasses found = new OwnClasses();
    Thread.currentThread().setContextClassLoader(OwnClasses.class.getClassLoader());
    return found;
  }

  @Override
  public void close() {
    Thread.currentThread().setContextClassLoader(before);
  }
}
