package restli.interop.resources;

import com.linkedin.restli.server.CreateResponse;
import com.linkedin.restli.server.PagingContext;
import com.linkedin.restli.server.UpdateResponse;
import com.linkedin.restli.server.annotations.PagingContextParam;
import com.linkedin.restli.server.annotations.RestLiCollection;
import com.linkedin.restli.server.resources.CollectionResourceTemplate;
import java.util.Arrays;
import java.util.List;
import restli.interop.Part;
import restli.interop.Store;

/** The parts of a widget. */
@RestLiCollection(parent = WidgetsResource.class, name = "parts", namespace = "restli.interop", keyName = "code")
public class PartsResource extends CollectionResourceTemplate<String, Part> {
  private static final Store<List<Object>, Part> PARTS = new Store<>(key -> null);

  private long widget() {
    return getContext().getPathKeys().getAsLong("widgetId");
  }

  private List<Object> key(String code) {
    return Arrays.asList(widget(), code);
  }

  @Override
  public Part get(String code) {
    return PARTS.get(key(code));
  }

  @Override
  public List<Part> getAll(@PagingContextParam PagingContext paging) {
    long widget = widget();
    return Store.page(PARTS.matching(one -> one.getWidget() == widget), paging);
  }

  @Override
  public CreateResponse create(Part part) {
    PARTS.put(key(part.getCode()), Store.copy(part).setWidget(widget()));
    return new CreateResponse(part.getCode());
  }

  @Override
  public UpdateResponse delete(String code) {
    return PARTS.delete(key(code));
  }
}
