package restli.interop;

import com.linkedin.data.template.RecordTemplate;
import com.linkedin.data.transform.DataProcessingException;
import com.linkedin.restli.common.HttpStatus;
import com.linkedin.restli.common.PatchRequest;
import com.linkedin.restli.server.BatchResult;
import com.linkedin.restli.server.BatchUpdateEntityResult;
import com.linkedin.restli.server.BatchUpdateResult;
import com.linkedin.restli.server.PagingContext;
import com.linkedin.restli.server.RestLiServiceException;
import com.linkedin.restli.server.UpdateEntityResponse;
import com.linkedin.restli.server.UpdateResponse;
import com.linkedin.restli.server.util.PatchApplier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** Entities by key, and the errors that keys stand for. */
public final class Store<K, V extends RecordTemplate> {
  private final Map<Object, V> entities = new LinkedHashMap<>();
  private final Function<K, Integer> failing;
  private final Function<K, Object> identity;

  /** A store in which {@code failing} tells the status that a key always answers with, or null. */
  public Store(Function<K, Integer> failing) {
    this(failing, key -> key);
  }

  /** A store in which keys with the same {@code identity} are the same. */
  public Store(Function<K, Integer> failing, Function<K, Object> identity) {
    this.failing = failing;
    this.identity = identity;
  }

  public static <T extends RecordTemplate> T copy(T entity) {
    try {
      @SuppressWarnings("unchecked")
      T copied = (T) entity.copy();
      return copied;
    } catch (CloneNotSupportedException exception) {
      throw new IllegalStateException(exception);
    }
  }

  /** The error of a status, with everything that an error can carry. */
  public static RestLiServiceException error(int status, Object key) {
    return new RestLiServiceException(HttpStatus.fromCode(status), "no luck with " + key)
        .setServiceErrorCode(status * 10)
        .setCode("UNLUCKY")
        .setErrorDetails(new Trouble().setKey(String.valueOf(key)).setRetries(3));
  }

  public synchronized void clear() {
    entities.clear();
  }

  public synchronized void put(K key, V entity) {
    check(key);
    entities.put(identity.apply(key), copy(entity));
  }

  public synchronized V get(K key) {
    check(key);
    V entity = entities.get(identity.apply(key));
    return entity == null ? null : copy(entity);
  }

  public synchronized List<V> all(PagingContext paging) {
    return page(entities.values(), paging);
  }

  public synchronized List<V> matching(Predicate<V> wanted) {
    List<V> found = new ArrayList<>();
    for (V entity : entities.values()) {
      if (wanted.test(entity)) {
        found.add(copy(entity));
      }
    }
    return found;
  }

  public static <T> List<T> page(Collection<T> entities, PagingContext paging) {
    List<T> all = new ArrayList<>(entities);
    int start = Math.min(paging.getStart(), all.size());
    return new ArrayList<>(all.subList(start, Math.min(start + paging.getCount(), all.size())));
  }

  public BatchResult<K, V> batchGet(Set<K> keys) {
    Map<K, V> found = new HashMap<>();
    Map<K, RestLiServiceException> errors = each(keys, key -> {
      V entity = get(key);
      if (entity != null) {
        found.put(key, entity);
      }
    });
    return new BatchResult<>(found, errors);
  }

  public synchronized UpdateResponse update(K key, V entity) {
    boolean known = get(key) != null;
    put(key, entity);
    return new UpdateResponse(known ? HttpStatus.S_204_NO_CONTENT : HttpStatus.S_201_CREATED);
  }

  public synchronized UpdateEntityResponse<V> patch(K key, PatchRequest<V> patch) {
    V entity = known(key);
    try {
      PatchApplier.applyPatch(entity, patch);
    } catch (DataProcessingException exception) {
      throw new RestLiServiceException(HttpStatus.S_400_BAD_REQUEST, "the patch does not apply", exception);
    }
    put(key, entity);
    return new UpdateEntityResponse<>(HttpStatus.S_200_OK, entity);
  }

  public synchronized UpdateResponse delete(K key) {
    known(key);
    entities.remove(identity.apply(key));
    return new UpdateResponse(HttpStatus.S_204_NO_CONTENT);
  }

  public BatchUpdateResult<K, V> batchUpdate(Map<K, V> changes) {
    Map<K, UpdateResponse> done = new HashMap<>();
    Map<K, RestLiServiceException> errors = each(changes.keySet(), key -> done.put(key, update(key, changes.get(key))));
    return new BatchUpdateResult<>(done, errors);
  }

  /** Patches; the entities come back. */
  public BatchUpdateEntityResult<K, V> batchPatch(Map<K, PatchRequest<V>> patches) {
    Map<K, UpdateEntityResponse<V>> done = new HashMap<>();
    Map<K, RestLiServiceException> errors = each(patches.keySet(), key -> done.put(key, patch(key, patches.get(key))));
    return new BatchUpdateEntityResult<>(done, errors);
  }

  /** Patches; nothing but a status comes back. */
  public BatchUpdateResult<K, V> batchPatchSilently(Map<K, PatchRequest<V>> patches) {
    Map<K, UpdateResponse> done = new HashMap<>();
    Map<K, RestLiServiceException> errors = each(patches.keySet(), key -> {
      patch(key, patches.get(key));
      done.put(key, new UpdateResponse(HttpStatus.S_204_NO_CONTENT));
    });
    return new BatchUpdateResult<>(done, errors);
  }

  public BatchUpdateResult<K, V> batchDelete(Set<K> keys) {
    Map<K, UpdateResponse> done = new HashMap<>();
    Map<K, RestLiServiceException> errors = each(keys, key -> done.put(key, delete(key)));
    return new BatchUpdateResult<>(done, errors);
  }

  private interface Step<T> {
    void take(T key);
  }

  private Map<K, RestLiServiceException> each(Collection<K> keys, Step<K> step) {
    Map<K, RestLiServiceException> errors = new HashMap<>();
    for (K key : keys) {
      try {
        step.take(key);
      } catch (RestLiServiceException error) {
        errors.put(key, error);
      }
    }
    return errors;
  }

  private V known(K key) {
    V entity = get(key);
    if (entity == null) {
      throw error(404, key);
    }
    return entity;
  }

  private void check(K key) {
    Integer status = failing.apply(key);
    if (status != null) {
      throw error(status, key);
    }
  }
}
