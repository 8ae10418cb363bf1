package restli.interop;

import com.linkedin.parseq.Engine;
import com.linkedin.parseq.EngineBuilder;
import com.linkedin.r2.filter.FilterChain;
import com.linkedin.r2.filter.FilterChains;
import com.linkedin.r2.filter.transport.FilterChainDispatcher;
import com.linkedin.r2.filter.transport.ServerQueryTunnelFilter;
import com.linkedin.r2.transport.http.server.HttpDispatcherFactory;
import com.linkedin.r2.transport.http.server.HttpJettyServer;
import com.linkedin.restli.server.DelegatingTransportDispatcher;
import com.linkedin.restli.server.RestLiConfig;
import com.linkedin.restli.server.RestLiServer;
import com.linkedin.restli.server.resources.PrototypeResourceFactory;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** Serves the resources on a free port of this machine, says which one, and ends with its standard input. */
public final class Main {
  private static final int THREADS = 4;
  private static final int TIMEOUT = 30_000;

  private Main() {
  }

  public static void main(String[] arguments) throws Exception {
    RestLiConfig config = new RestLiConfig();
    config.addResourcePackageNames("restli.interop.resources");

    ExecutorService tasks = Executors.newFixedThreadPool(THREADS);
    ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();
    Engine engine = new EngineBuilder().setTaskExecutor(tasks).setTimerScheduler(timers).build();
    RestLiServer resources = new RestLiServer(config, new PrototypeResourceFactory(), engine);

    FilterChain filters = FilterChains.createStreamChain(new ServerQueryTunnelFilter());
    LocalServer server = new LocalServer(new FilterChainDispatcher(new DelegatingTransportDispatcher(resources, resources), filters));
    server.start();
    System.out.println("listening on http://127.0.0.1:" + server.port());
    while (System.in.read() != -1) {
      // Whoever started the server holds the other end.
    }
    System.exit(0);
  }

  /** Jetty on whichever port is free. */
  private static final class LocalServer extends HttpJettyServer {
    private ServerConnector connector;

    LocalServer(FilterChainDispatcher dispatcher) {
      super(0, "/", THREADS * 4, HttpDispatcherFactory.create(dispatcher), ServletType.RAP, TIMEOUT, true);
    }

    @Override
    protected Connector[] getConnectors(Server server) {
      connector = new ServerConnector(server);
      connector.setHost("127.0.0.1");
      connector.setPort(0);
      return new Connector[] {connector};
    }

    int port() {
      return connector.getLocalPort();
    }
  }
}
