package restli.interop;

import com.linkedin.restli.internal.server.model.ResourceModel;
import com.linkedin.restli.internal.server.model.ResourceModelEncoder;
import com.linkedin.restli.internal.server.model.RestLiApiBuilder;
import com.linkedin.restli.restspec.ResourceSchema;
import com.linkedin.restli.restspec.RestSpecCodec;
import com.linkedin.restli.server.RestLiConfig;
import java.io.File;
import java.io.FileOutputStream;
import java.io.OutputStream;

/**
 * Writes the restspec of every resource into a folder.
 *
 * <p>Rest.li's own command for it reads comments through an interface that Java dropped in version 13.
 */
public final class Export {
  private Export() {
  }

  public static void main(String[] arguments) throws Exception {
    RestLiConfig config = new RestLiConfig();
    config.addResourcePackageNames("restli.interop.resources");
    ResourceModelEncoder encoder = new ResourceModelEncoder(new ResourceModelEncoder.NullDocsProvider());
    for (ResourceModel model : new RestLiApiBuilder(config).build().values()) {
      ResourceSchema schema = encoder.buildResourceSchema(model);
      File file = new File(arguments[0], schema.getNamespace() + "." + schema.getName() + ".restspec.json");
      try (OutputStream stream = new FileOutputStream(file)) {
        new RestSpecCodec().writeResourceSchema(schema, stream);
      }
    }
  }
}
