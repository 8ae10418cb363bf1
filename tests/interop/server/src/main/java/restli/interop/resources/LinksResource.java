package restli.interop.resources;

import com.linkedin.restli.common.CompoundKey;
import com.linkedin.restli.common.HttpStatus;
import com.linkedin.restli.common.PatchRequest;
import com.linkedin.restli.server.BatchDeleteRequest;
import com.linkedin.restli.server.BatchPatchRequest;
import com.linkedin.restli.server.BatchUpdateRequest;
import com.linkedin.restli.server.BatchUpdateResult;
import com.linkedin.restli.server.PagingContext;
import com.linkedin.restli.server.UpdateResponse;
import com.linkedin.restli.server.annotations.AssocKeyParam;
import com.linkedin.restli.server.annotations.Finder;
import com.linkedin.restli.server.annotations.Key;
import com.linkedin.restli.server.annotations.Optional;
import com.linkedin.restli.server.annotations.PagingContextParam;
import com.linkedin.restli.server.annotations.QueryParam;
import com.linkedin.restli.server.annotations.RestLiAssociation;
import com.linkedin.restli.server.resources.AssociationResourceTemplate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import restli.interop.Link;
import restli.interop.Store;

/** Links between a text and a number. */
@RestLiAssociation(
    name = "links",
    namespace = "restli.interop",
    keyName = "linkId",
    assocKeys = {@Key(name = "from", type = String.class), @Key(name = "to", type = long.class)})
public class LinksResource extends AssociationResourceTemplate<Link> {
  private static final Store<CompoundKey, Link> LINKS = new Store<>(key -> key.getPart("from").equals("fail") ? 409 : null);

  @Override
  public Link get(CompoundKey key) {
    return LINKS.get(key);
  }

  @Override
  public Map<CompoundKey, Link> batchGet(Set<CompoundKey> keys) {
    return LINKS.batchGet(keys);
  }

  @Override
  public List<Link> getAll(@PagingContextParam PagingContext paging) {
    return LINKS.all(paging);
  }

  @Override
  public UpdateResponse update(CompoundKey key, Link link) {
    return LINKS.update(key, whole(key, link));
  }

  @Override
  public UpdateResponse update(CompoundKey key, PatchRequest<Link> patch) {
    LINKS.patch(key, patch);
    return new UpdateResponse(HttpStatus.S_204_NO_CONTENT);
  }

  @Override
  public UpdateResponse delete(CompoundKey key) {
    return LINKS.delete(key);
  }

  @Override
  public BatchUpdateResult<CompoundKey, Link> batchUpdate(BatchUpdateRequest<CompoundKey, Link> request) {
    return LINKS.batchUpdate(request.getData());
  }

  @Override
  public BatchUpdateResult<CompoundKey, Link> batchUpdate(BatchPatchRequest<CompoundKey, Link> request) {
    return LINKS.batchPatchSilently(request.getData());
  }

  @Override
  public BatchUpdateResult<CompoundKey, Link> batchDelete(BatchDeleteRequest<CompoundKey, Link> request) {
    return LINKS.batchDelete(request.getKeys());
  }

  /** Links from one text: one part of the key stands in the path. */
  @Finder("leaving")
  public List<Link> leaving(
      @AssocKeyParam("from") String from,
      @QueryParam("above") @Optional Double above,
      @PagingContextParam PagingContext paging) {
    return Store.page(LINKS.matching(one -> from.equals(one.getFrom()) && (above == null || one.getWeight() > above)), paging);
  }

  private static Link whole(CompoundKey key, Link link) {
    return Store.copy(link).setFrom(key.getPartAsString("from")).setTo(key.getPartAsLong("to"));
  }
}
