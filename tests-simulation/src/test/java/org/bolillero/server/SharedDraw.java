package org.bolillero.server;

import org.bolillero.kafka.SimulatedWorld;

/**
 * What the offices of a simulation have in common that share the logs of one draw.
 *
 * @param world the brokers, the time and the threads
 * @param network where agencies find the offices
 * @param desk where officials do
 * @param log that of the draw, as all have it
 * @param plan what the officials intend
 * @param settings of each office
 * @param fault what is wrong with the offices
 */
record SharedDraw(
    SimulatedWorld world,
    SimulatedNetwork network,
    SimulatedDesk desk,
    CommonLog log,
    SimulatedPlan plan,
    OfficeSettings settings,
    SharedFault fault) {
  static final int NUMBER = 1;
}
