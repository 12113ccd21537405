package org.bolillero.server;

import java.net.Socket;
import java.net.SocketException;
import org.bolillero.office.OfficeListener;

/** How the agencies of a {@link FuzzedOffice} are connected to it. */
interface FuzzedWire {
  /** By nothing but sockets, over which anybody can speak for any agency. */
  FuzzedWire PLAIN =
      new FuzzedWire() {
        @Override
        public Transport ofOffice(Platform platform, OfficeListener listener) {
          return Transport.plain(listener);
        }

        @Override
        public Socket ofAgency(SimulatedSocket socket, int agency) {
          return socket;
        }

        @Override
        public boolean isSecure() {
          return false;
        }
      };

  /** The office's side. */
  Transport ofOffice(Platform platform, OfficeListener listener);

  /** An agency's side, over a socket that is not connected yet. */
  Socket ofAgency(SimulatedSocket socket, int agency) throws SocketException;

  /** Whether the office knows which agency is which. Whoever connects has to wait for it then. */
  boolean isSecure();
}
