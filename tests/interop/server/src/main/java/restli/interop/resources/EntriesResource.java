package restli.interop.resources;

import com.linkedin.restli.server.CreateResponse;
import com.linkedin.restli.server.annotations.RestLiCollection;
import com.linkedin.restli.server.resources.CollectionResourceTemplate;
import restli.interop.Store;
import restli.interop.Text;

/** A collection below the one record. */
@RestLiCollection(parent = SettingsResource.class, name = "entries", namespace = "restli.interop", keyName = "entryKey")
public class EntriesResource extends CollectionResourceTemplate<String, Text> {
  private static final Store<String, Text> ENTRIES = new Store<>(key -> null);

  @Override
  public Text get(String key) {
    return ENTRIES.get(key);
  }

  @Override
  public CreateResponse create(Text text) {
    ENTRIES.put(text.getKey(), text);
    return new CreateResponse(text.getKey());
  }
}
