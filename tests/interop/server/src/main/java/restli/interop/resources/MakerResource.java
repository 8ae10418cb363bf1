package restli.interop.resources;

import com.linkedin.restli.common.PatchRequest;
import com.linkedin.restli.server.UpdateResponse;
import com.linkedin.restli.server.annotations.RestLiSimpleResource;
import com.linkedin.restli.server.resources.SimpleResourceTemplate;
import restli.interop.Maker;
import restli.interop.Store;

/** Who made a widget. */
@RestLiSimpleResource(parent = WidgetsResource.class, name = "maker", namespace = "restli.interop")
public class MakerResource extends SimpleResourceTemplate<Maker> {
  private static final Store<Long, Maker> MAKERS = new Store<>(key -> null);

  private long widget() {
    return getContext().getPathKeys().getAsLong("widgetId");
  }

  @Override
  public Maker get() {
    return MAKERS.get(widget());
  }

  @Override
  public UpdateResponse update(Maker maker) {
    return MAKERS.update(widget(), maker);
  }

  @Override
  public UpdateResponse update(PatchRequest<Maker> patch) {
    return MAKERS.patch(widget(), patch);
  }

  @Override
  public UpdateResponse delete() {
    return MAKERS.delete(widget());
  }
}
