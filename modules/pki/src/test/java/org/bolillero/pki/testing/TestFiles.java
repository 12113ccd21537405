package org.bolillero.pki.testing;

import java.nio.file.Path;

/**
 * Where somebody's certificate and key are.
 *
 * @param certificate the certificate and those of the authorities between it and the root
 * @param key the key, a file that only its owner can read
 */
public record TestFiles(Path certificate, Path key) {}
