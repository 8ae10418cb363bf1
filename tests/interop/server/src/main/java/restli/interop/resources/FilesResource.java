package restli.interop.resources;

import com.linkedin.common.callback.Callback;
import com.linkedin.data.ByteString;
import com.linkedin.entitystream.EntityStreams;
import com.linkedin.entitystream.SingletonWriter;
import com.linkedin.r2.message.stream.entitystream.FullEntityReader;
import com.linkedin.r2.message.stream.entitystream.adapter.EntityStreamAdapters;
import com.linkedin.restli.common.HttpStatus;
import com.linkedin.restli.server.CreateResponse;
import com.linkedin.restli.server.UnstructuredDataReactiveReader;
import com.linkedin.restli.server.UnstructuredDataReactiveResult;
import com.linkedin.restli.server.UpdateResponse;
import com.linkedin.restli.server.annotations.CallbackParam;
import com.linkedin.restli.server.annotations.RestLiCollection;
import com.linkedin.restli.server.annotations.UnstructuredDataReactiveReaderParam;
import com.linkedin.restli.server.resources.unstructuredData.UnstructuredDataCollectionResourceReactiveTemplate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import restli.interop.Store;

/** Bytes of any type, under names that the server gives. */
@RestLiCollection(name = "files", namespace = "restli.interop", keyName = "fileName")
public class FilesResource extends UnstructuredDataCollectionResourceReactiveTemplate<String> {
  private static final Map<String, File> FILES = new ConcurrentHashMap<>();
  private static final AtomicInteger LAST = new AtomicInteger();

  private static final class File {
    final String type;
    final ByteString bytes;

    File(String type, ByteString bytes) {
      this.type = type;
      this.bytes = bytes;
    }
  }

  @Override
  public void get(String name, @CallbackParam Callback<UnstructuredDataReactiveResult> callback) {
    File file = FILES.get(name);
    if (file == null) {
      callback.onError(Store.error(404, name));
      return;
    }
    callback.onSuccess(new UnstructuredDataReactiveResult(EntityStreams.newEntityStream(new SingletonWriter<>(file.bytes)), file.type));
  }

  @Override
  public void create(@UnstructuredDataReactiveReaderParam UnstructuredDataReactiveReader reader, @CallbackParam Callback<CreateResponse> callback) {
    read(reader, callback, file -> {
      String name = "it's (file) " + LAST.incrementAndGet();
      FILES.put(name, file);
      callback.onSuccess(new CreateResponse(name));
    });
  }

  @Override
  public void update(
      String name,
      @UnstructuredDataReactiveReaderParam UnstructuredDataReactiveReader reader,
      @CallbackParam Callback<UpdateResponse> callback) {
    read(reader, callback, file -> {
      FILES.put(name, file);
      callback.onSuccess(new UpdateResponse(HttpStatus.S_204_NO_CONTENT));
    });
  }

  @Override
  public void delete(String name, @CallbackParam Callback<UpdateResponse> callback) {
    if (FILES.remove(name) == null) {
      callback.onError(Store.error(404, name));
      return;
    }
    callback.onSuccess(new UpdateResponse(HttpStatus.S_204_NO_CONTENT));
  }

  private static void read(UnstructuredDataReactiveReader reader, Callback<?> callback, Consumer<File> then) {
    EntityStreamAdapters.fromGenericEntityStream(reader.getEntityStream()).setReader(new FullEntityReader(new Callback<ByteString>() {
      @Override
      public void onSuccess(ByteString bytes) {
        then.accept(new File(reader.getContentType(), bytes));
      }

      @Override
      public void onError(Throwable error) {
        callback.onError(error);
      }
    }));
  }
}
