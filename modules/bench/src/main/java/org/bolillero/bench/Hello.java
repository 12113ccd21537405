package org.bolillero.bench;

/** The least that a virtual machine can be started for. */
final class Hello {
  private Hello() {}

  /** Says so. */
  public static void main(String[] arguments) {
    System.out.println("hello");
  }
}
