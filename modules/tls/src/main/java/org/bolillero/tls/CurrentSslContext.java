package org.bolillero.tls;

import java.security.KeyManagementException;
import java.security.SecureRandom;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

/** Makes each connection with what is in force at that moment, for whoever keeps an SSLContext. */
final class CurrentSslContext extends SSLContext {
  CurrentSslContext(TlsContext owner, SSLContext any) {
    super(new Spi(owner), any.getProvider(), TlsContext.PROTOCOL);
  }

  private static final class Spi extends SSLContextSpi {
    private final TlsContext owner;

    Spi(TlsContext owner) {
      this.owner = owner;
    }

    private SSLContext now() {
      return owner.inForce().sslContext();
    }

    @Override
    protected void engineInit(KeyManager[] keys, TrustManager[] trust, SecureRandom random)
        throws KeyManagementException {
      throw new KeyManagementException("expected to be used as it is");
    }

    @Override
    protected SSLEngine engineCreateSSLEngine() {
      return owner.prepared(now().createSSLEngine());
    }

    @Override
    protected SSLEngine engineCreateSSLEngine(String host, int port) {
      return owner.prepared(now().createSSLEngine(host, port));
    }

    @Override
    protected SSLSocketFactory engineGetSocketFactory() {
      return now().getSocketFactory();
    }

    @Override
    protected SSLServerSocketFactory engineGetServerSocketFactory() {
      return now().getServerSocketFactory();
    }

    @Override
    protected SSLSessionContext engineGetServerSessionContext() {
      return now().getServerSessionContext();
    }

    @Override
    protected SSLSessionContext engineGetClientSessionContext() {
      return now().getClientSessionContext();
    }

    @Override
    protected SSLParameters engineGetDefaultSSLParameters() {
      SSLParameters parameters = now().getDefaultSSLParameters();
      owner.prepare(parameters);
      return parameters;
    }

    @Override
    protected SSLParameters engineGetSupportedSSLParameters() {
      return now().getSupportedSSLParameters();
    }
  }
}
