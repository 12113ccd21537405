package org.bolillero.protocol;

/**
 * The contents of one frame: a {@link Request} of an agency or a {@link Response} of the office.
 */
public sealed interface Message permits Request, Response {}
