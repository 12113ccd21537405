package org.bolillero.office;

import java.time.InstantSource;
import java.util.concurrent.ThreadFactory;

/**
 * What a draw needs of the office that it is in.
 *
 * @param threads makes the threads that hold draws
 * @param scanThreads how many threads look for winners, see {@link WinnerScan}
 * @param clock tells when draws are closed, and the times of the record
 * @param listener hears what happens
 */
public record DrawEnvironment(
    ThreadFactory threads, int scanThreads, InstantSource clock, OfficeListener listener) {}
