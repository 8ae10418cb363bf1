package restli.interop.resources;

import com.linkedin.restli.common.ComplexResourceKey;
import com.linkedin.restli.common.HttpStatus;
import com.linkedin.restli.common.PatchRequest;
import com.linkedin.restli.server.BatchCreateRequest;
import com.linkedin.restli.server.BatchCreateResult;
import com.linkedin.restli.server.BatchDeleteRequest;
import com.linkedin.restli.server.BatchPatchRequest;
import com.linkedin.restli.server.BatchUpdateRequest;
import com.linkedin.restli.server.BatchUpdateResult;
import com.linkedin.restli.server.CreateResponse;
import com.linkedin.restli.server.PagingContext;
import com.linkedin.restli.server.UpdateResponse;
import com.linkedin.restli.server.annotations.Finder;
import com.linkedin.restli.server.annotations.PagingContextParam;
import com.linkedin.restli.server.annotations.QueryParam;
import com.linkedin.restli.server.annotations.RestLiCollection;
import com.linkedin.restli.server.resources.ComplexKeyResourceTemplate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import restli.interop.Place;
import restli.interop.PlaceKey;
import restli.interop.PlaceParams;
import restli.interop.Store;

/** A collection with a record as key, which takes parameters along. A place in the town `fail` is an error. */
@RestLiCollection(name = "places", namespace = "restli.interop", keyName = "placeId")
public class PlacesResource extends ComplexKeyResourceTemplate<PlaceKey, PlaceParams, Place> {
  private static final Store<ComplexResourceKey<PlaceKey, PlaceParams>, Place> PLACES =
      new Store<>(key -> key.getKey().getTown().equals("fail") ? 410 : null, ComplexResourceKey::getKey);

  @Override
  public Place get(ComplexResourceKey<PlaceKey, PlaceParams> key) {
    Place place = PLACES.get(key);
    if (place != null && key.getParams() != null && key.getParams().hasToken()) {
      place.setToken(key.getParams().getToken());
    }
    return place;
  }

  @Override
  public Map<ComplexResourceKey<PlaceKey, PlaceParams>, Place> batchGet(Set<ComplexResourceKey<PlaceKey, PlaceParams>> keys) {
    return PLACES.batchGet(keys);
  }

  @Override
  public List<Place> getAll(@PagingContextParam PagingContext paging) {
    return PLACES.all(paging);
  }

  @Override
  public CreateResponse create(Place place) {
    ComplexResourceKey<PlaceKey, PlaceParams> key = new ComplexResourceKey<>(place.getKey(), new PlaceParams());
    PLACES.put(key, place);
    return new CreateResponse(key);
  }

  @Override
  public BatchCreateResult<ComplexResourceKey<PlaceKey, PlaceParams>, Place> batchCreate(
      BatchCreateRequest<ComplexResourceKey<PlaceKey, PlaceParams>, Place> request) {
    return new BatchCreateResult<>(request.getInput().stream().map(this::create).collect(Collectors.toList()));
  }

  @Override
  public UpdateResponse update(ComplexResourceKey<PlaceKey, PlaceParams> key, Place place) {
    return PLACES.update(key, place);
  }

  @Override
  public UpdateResponse update(ComplexResourceKey<PlaceKey, PlaceParams> key, PatchRequest<Place> patch) {
    PLACES.patch(key, patch);
    return new UpdateResponse(HttpStatus.S_204_NO_CONTENT);
  }

  @Override
  public UpdateResponse delete(ComplexResourceKey<PlaceKey, PlaceParams> key) {
    return PLACES.delete(key);
  }

  @Override
  public BatchUpdateResult<ComplexResourceKey<PlaceKey, PlaceParams>, Place> batchUpdate(
      BatchUpdateRequest<ComplexResourceKey<PlaceKey, PlaceParams>, Place> request) {
    return PLACES.batchUpdate(request.getData());
  }

  @Override
  public BatchUpdateResult<ComplexResourceKey<PlaceKey, PlaceParams>, Place> batchUpdate(
      BatchPatchRequest<ComplexResourceKey<PlaceKey, PlaceParams>, Place> request) {
    return PLACES.batchPatchSilently(request.getData());
  }

  @Override
  public BatchUpdateResult<ComplexResourceKey<PlaceKey, PlaceParams>, Place> batchDelete(
      BatchDeleteRequest<ComplexResourceKey<PlaceKey, PlaceParams>, Place> request) {
    return PLACES.batchDelete(request.getKeys());
  }

  /** Places at a key, given as a parameter. */
  @Finder("near")
  public List<Place> near(@QueryParam("key") PlaceKey key, @PagingContextParam PagingContext paging) {
    return Store.page(PLACES.matching(one -> key.equals(one.getKey())), paging);
  }
}
