/** Coverage-guided fuzzing; start reading at {@link org.bolillero.fuzz.Fuzzer}. */
package org.bolillero.fuzz;
