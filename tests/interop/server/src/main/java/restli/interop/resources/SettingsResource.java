package restli.interop.resources;

import com.linkedin.restli.common.HttpStatus;
import com.linkedin.restli.common.PatchRequest;
import com.linkedin.restli.server.UpdateResponse;
import com.linkedin.restli.server.annotations.Action;
import com.linkedin.restli.server.annotations.ActionParam;
import com.linkedin.restli.server.annotations.RestLiSimpleResource;
import com.linkedin.restli.server.resources.SimpleResourceTemplate;
import restli.interop.Settings;
import restli.interop.Store;

/** The one record of its kind. */
@RestLiSimpleResource(name = "settings", namespace = "restli.interop")
public class SettingsResource extends SimpleResourceTemplate<Settings> {
  private static final Store<String, Settings> SETTINGS = new Store<>(key -> null);

  @Override
  public Settings get() {
    return SETTINGS.get("");
  }

  @Override
  public UpdateResponse update(Settings settings) {
    return SETTINGS.update("", settings);
  }

  @Override
  public UpdateResponse update(PatchRequest<Settings> patch) {
    SETTINGS.patch("", patch);
    return new UpdateResponse(HttpStatus.S_204_NO_CONTENT);
  }

  @Override
  public UpdateResponse delete() {
    return SETTINGS.delete("");
  }

  /** Gives the record another title; tells the one before. */
  @Action(name = "retitle")
  public String retitle(@ActionParam("title") String title) {
    Settings settings = SETTINGS.get("");
    if (settings == null) {
      throw Store.error(404, "settings");
    }
    String before = settings.getTitle();
    SETTINGS.put("", settings.setTitle(title));
    return before;
  }
}
