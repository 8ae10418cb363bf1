package restli.interop.resources;

import com.linkedin.restli.common.HttpStatus;
import com.linkedin.restli.common.PatchRequest;
import com.linkedin.restli.server.BatchCreateKVResult;
import com.linkedin.restli.server.BatchCreateRequest;
import com.linkedin.restli.server.BatchDeleteRequest;
import com.linkedin.restli.server.BatchFinderResult;
import com.linkedin.restli.server.BatchPatchRequest;
import com.linkedin.restli.server.BatchResult;
import com.linkedin.restli.server.BatchUpdateEntityResult;
import com.linkedin.restli.server.BatchUpdateRequest;
import com.linkedin.restli.server.BatchUpdateResult;
import com.linkedin.restli.server.CollectionResult;
import com.linkedin.restli.server.CreateKVResponse;
import com.linkedin.restli.server.PagingContext;
import com.linkedin.restli.server.ResourceLevel;
import com.linkedin.restli.server.RestLiServiceException;
import com.linkedin.restli.server.UpdateEntityResponse;
import com.linkedin.restli.server.UpdateResponse;
import com.linkedin.restli.server.annotations.Action;
import com.linkedin.restli.server.annotations.ActionParam;
import com.linkedin.restli.server.annotations.BatchFinder;
import com.linkedin.restli.server.annotations.Finder;
import com.linkedin.restli.server.annotations.Optional;
import com.linkedin.restli.server.annotations.PagingContextParam;
import com.linkedin.restli.server.annotations.QueryParam;
import com.linkedin.restli.server.annotations.RestLiCollection;
import com.linkedin.restli.server.annotations.RestMethod;
import com.linkedin.restli.server.annotations.ReturnEntity;
import com.linkedin.restli.server.resources.KeyValueResource;
import com.linkedin.restli.server.resources.ResourceContextHolder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import restli.interop.Colour;
import restli.interop.Criteria;
import restli.interop.Store;
import restli.interop.Summary;
import restli.interop.Widget;

/** A collection whose changes give the entity back. A key from 400 to 599 is an error of that status. */
@RestLiCollection(name = "widgets", namespace = "restli.interop", keyName = "widgetId")
public class WidgetsResource extends ResourceContextHolder implements KeyValueResource<Long, Widget> {
  static final Store<Long, Widget> WIDGETS = new Store<>(WidgetsResource::status);
  private static long last = 1_000;

  private static Integer status(Long key) {
    return key >= 400 && key < 600 ? key.intValue() : null;
  }

  private static synchronized long next() {
    last += 1;
    return last;
  }

  @RestMethod.Get
  public Widget get(Long id) {
    return WIDGETS.get(id);
  }

  @RestMethod.BatchGet
  public BatchResult<Long, Widget> batchGet(Set<Long> ids) {
    return WIDGETS.batchGet(ids);
  }

  @RestMethod.GetAll
  public CollectionResult<Widget, Summary> all(@PagingContextParam PagingContext paging) {
    List<Widget> all = WIDGETS.matching(one -> true);
    Summary summary = new Summary().setAsked("all").setMatches(all.size());
    return new CollectionResult<>(Store.page(all, paging), all.size(), summary);
  }

  @RestMethod.Create
  @ReturnEntity
  public CreateKVResponse<Long, Widget> create(Widget widget) {
    if (widget.getName().isEmpty()) {
      throw Store.error(422, "a widget without a name");
    }
    long id = next();
    Widget stored = Store.copy(widget).setId(id);
    WIDGETS.put(id, stored);
    return new CreateKVResponse<>(id, stored);
  }

  @RestMethod.BatchCreate
  @ReturnEntity
  public BatchCreateKVResult<Long, Widget> batchCreate(BatchCreateRequest<Long, Widget> request) {
    List<CreateKVResponse<Long, Widget>> results = new ArrayList<>();
    for (Widget widget : request.getInput()) {
      try {
        results.add(create(widget));
      } catch (RestLiServiceException error) {
        results.add(new CreateKVResponse<>(error));
      }
    }
    return new BatchCreateKVResult<>(results);
  }

  @RestMethod.Update
  public UpdateResponse update(Long id, Widget widget) {
    return WIDGETS.update(id, widget);
  }

  @RestMethod.BatchUpdate
  public BatchUpdateResult<Long, Widget> batchUpdate(BatchUpdateRequest<Long, Widget> request) {
    return WIDGETS.batchUpdate(request.getData());
  }

  @RestMethod.PartialUpdate
  @ReturnEntity
  public UpdateEntityResponse<Widget> patch(Long id, PatchRequest<Widget> patch) {
    return WIDGETS.patch(id, patch);
  }

  @RestMethod.BatchPartialUpdate
  @ReturnEntity
  public BatchUpdateEntityResult<Long, Widget> batchPatch(BatchPatchRequest<Long, Widget> request) {
    return WIDGETS.batchPatch(request.getData());
  }

  @RestMethod.Delete
  public UpdateResponse delete(Long id) {
    return WIDGETS.delete(id);
  }

  @RestMethod.BatchDelete
  public BatchUpdateResult<Long, Widget> batchDelete(BatchDeleteRequest<Long, Widget> request) {
    return WIDGETS.batchDelete(request.getKeys());
  }

  /** Widgets of a name, of a colour and with every one of some tags. */
  @Finder("named")
  public CollectionResult<Widget, Summary> named(
      @QueryParam("name") String name,
      @QueryParam("colour") @Optional Colour colour,
      @QueryParam("tags") @Optional String[] tags,
      @QueryParam("state") @Optional("new") String state,
      @PagingContextParam PagingContext paging) {
    List<Widget> found = WIDGETS.matching(one -> one.getName().equals(name)
        && one.getState().equals(state)
        && (colour == null || colour == one.getColour())
        && (tags == null || one.hasTags() && one.getTags().containsAll(java.util.Arrays.asList(tags))));
    Summary summary = new Summary().setAsked(name).setMatches(found.size());
    return new CollectionResult<>(Store.page(found, paging), found.size(), summary);
  }

  /** Widgets by several criteria at once. The name `fail` is an error. */
  @BatchFinder(value = "search", batchParam = "criteria")
  public BatchFinderResult<Criteria, Widget, Summary> search(
      @QueryParam("criteria") Criteria[] criteria,
      @QueryParam("state") @Optional String state,
      @PagingContextParam PagingContext paging) {
    BatchFinderResult<Criteria, Widget, Summary> result = new BatchFinderResult<>();
    for (Criteria one : criteria) {
      if ("fail".equals(one.getName())) {
        result.putError(one, Store.error(403, one.getName()));
        continue;
      }
      List<Widget> found = WIDGETS.matching(widget -> (!one.hasName() || widget.getName().equals(one.getName()))
          && (!one.hasColour() || one.getColour() == widget.getColour())
          && (state == null || state.equals(widget.getState()))
          && (!one.hasTags() || widget.hasTags() && widget.getTags().containsAll(one.getTags())));
      Summary summary = new Summary().setAsked(one.hasName() ? one.getName() : "").setMatches(found.size());
      result.putResult(one, new CollectionResult<>(Store.page(found, paging), found.size(), summary));
    }
    return result;
  }

  /** Forgets every widget; tells how many there were. */
  @Action(name = "clear", resourceLevel = ResourceLevel.COLLECTION)
  public int clear() {
    int count = WIDGETS.matching(one -> true).size();
    WIDGETS.clear();
    return count;
  }

  /** Paints one widget. */
  @Action(name = "paint", resourceLevel = ResourceLevel.ENTITY)
  public Widget paint(@ActionParam("colour") Colour colour, @ActionParam("coats") @Optional Integer coats) {
    long id = getContext().getPathKeys().getAsLong("widgetId");
    Widget widget = WIDGETS.get(id);
    if (widget == null) {
      throw Store.error(HttpStatus.S_404_NOT_FOUND.getCode(), id);
    }
    widget.setColour(colour);
    if (coats != null) {
      widget.setCount(coats);
    }
    WIDGETS.put(id, widget);
    return widget;
  }
}
