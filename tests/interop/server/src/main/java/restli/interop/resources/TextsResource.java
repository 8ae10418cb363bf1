package restli.interop.resources;

import com.linkedin.data.template.KeyCoercer;
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
import com.linkedin.restli.server.RestLiServiceException;
import com.linkedin.restli.server.UpdateResponse;
import com.linkedin.restli.server.annotations.AlternativeKey;
import com.linkedin.restli.server.annotations.Finder;
import com.linkedin.restli.server.annotations.Optional;
import com.linkedin.restli.server.annotations.PagingContextParam;
import com.linkedin.restli.server.annotations.QueryParam;
import com.linkedin.restli.server.annotations.RestLiCollection;
import com.linkedin.restli.server.resources.CollectionResourceTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import restli.interop.Store;
import restli.interop.Text;

/** A collection whose changes answer with nothing but a status. A key `fail-422` is an error of that status. */
@RestLiCollection(name = "texts", namespace = "restli.interop", keyName = "key")
@AlternativeKey(name = "serial", keyCoercer = TextsResource.Serial.class, keyType = Long.class)
public class TextsResource extends CollectionResourceTemplate<String, Text> {
  private static final Store<String, Text> TEXTS = new Store<>(TextsResource::status);

  private static Integer status(String key) {
    return key.startsWith("fail-") ? Integer.valueOf(key.substring("fail-".length())) : null;
  }

  /** A number in place of the key: the text's key is `serial-NUMBER`. */
  public static final class Serial implements KeyCoercer<Long, String> {
    @Override
    public String coerceToKey(Long serial) {
      return "serial-" + serial;
    }

    @Override
    public Long coerceFromKey(String key) {
      return Long.valueOf(key.substring("serial-".length()));
    }
  }

  @Override
  public Text get(String key) {
    return TEXTS.get(key);
  }

  @Override
  public Map<String, Text> batchGet(Set<String> keys) {
    return TEXTS.batchGet(keys);
  }

  @Override
  public List<Text> getAll(@PagingContextParam(defaultCount = 2) PagingContext paging) {
    return TEXTS.all(paging);
  }

  @Override
  public CreateResponse create(Text text) {
    if (!text.hasKey()) {
      throw new RestLiServiceException(HttpStatus.S_400_BAD_REQUEST, "a text needs its key");
    }
    TEXTS.put(text.getKey(), text);
    return new CreateResponse(text.getKey());
  }

  @Override
  public BatchCreateResult<String, Text> batchCreate(BatchCreateRequest<String, Text> request) {
    List<CreateResponse> results = new ArrayList<>();
    for (Text text : request.getInput()) {
      try {
        results.add(create(text));
      } catch (RestLiServiceException error) {
        results.add(new CreateResponse(error));
      }
    }
    return new BatchCreateResult<>(results);
  }

  @Override
  public UpdateResponse update(String key, Text text) {
    return TEXTS.update(key, text);
  }

  @Override
  public UpdateResponse update(String key, PatchRequest<Text> patch) {
    TEXTS.patch(key, patch);
    return new UpdateResponse(HttpStatus.S_204_NO_CONTENT);
  }

  @Override
  public BatchUpdateResult<String, Text> batchUpdate(BatchUpdateRequest<String, Text> request) {
    return TEXTS.batchUpdate(request.getData());
  }

  @Override
  public BatchUpdateResult<String, Text> batchUpdate(BatchPatchRequest<String, Text> request) {
    return TEXTS.batchPatchSilently(request.getData());
  }

  @Override
  public UpdateResponse delete(String key) {
    return TEXTS.delete(key);
  }

  @Override
  public BatchUpdateResult<String, Text> batchDelete(BatchDeleteRequest<String, Text> request) {
    return TEXTS.batchDelete(request.getKeys());
  }

  /** Texts that hold another, in pages. */
  @Finder("holding")
  public List<Text> holding(
      @QueryParam("part") String part,
      @QueryParam("remark") @Optional String remark,
      @PagingContextParam PagingContext paging) {
    List<Text> found = TEXTS.matching(one -> one.getText().contains(part) && (remark == null || remark.equals(one.getRemark())));
    return Store.page(found, paging);
  }
}
