package restli.interop.resources;

import com.linkedin.data.ByteString;
import com.linkedin.data.template.StringArray;
import com.linkedin.data.template.StringMap;
import com.linkedin.restli.common.HttpStatus;
import com.linkedin.restli.server.ActionResult;
import com.linkedin.restli.server.annotations.Action;
import com.linkedin.restli.server.annotations.ActionParam;
import com.linkedin.restli.server.annotations.Optional;
import com.linkedin.restli.server.annotations.RestLiActions;
import restli.interop.Colour;
import restli.interop.Store;
import restli.interop.Widget;

/** Actions that give back what they were given. */
@RestLiActions(name = "tools", namespace = "restli.interop")
public class ToolsResource {
  @Action(name = "echoString")
  public String echoString(@ActionParam("value") String value) {
    return value;
  }

  @Action(name = "echoLong")
  public long echoLong(@ActionParam("value") long value) {
    return value;
  }

  @Action(name = "echoDouble")
  public double echoDouble(@ActionParam("value") double value) {
    return value;
  }

  @Action(name = "echoFloat")
  public float echoFloat(@ActionParam("value") float value) {
    return value;
  }

  @Action(name = "echoBoolean")
  public boolean echoBoolean(@ActionParam("value") boolean value) {
    return value;
  }

  @Action(name = "echoBytes")
  public ByteString echoBytes(@ActionParam("value") ByteString value) {
    return value;
  }

  @Action(name = "echoColour")
  public Colour echoColour(@ActionParam("value") Colour value) {
    return value;
  }

  @Action(name = "echoStrings")
  public StringArray echoStrings(@ActionParam("value") StringArray value) {
    return value;
  }

  @Action(name = "echoMap")
  public StringMap echoMap(@ActionParam("value") StringMap value) {
    return value;
  }

  @Action(name = "echoWidget")
  public Widget echoWidget(@ActionParam("value") Widget value) {
    return value;
  }

  /** Says which of the parameters came. */
  @Action(name = "which")
  public String which(
      @ActionParam("text") @Optional String text,
      @ActionParam("number") @Optional Integer number,
      @ActionParam("word") @Optional("none") String word) {
    return "text=" + text + " number=" + number + " word=" + word;
  }

  @Action(name = "nothing")
  public void nothing() {
  }

  @Action(name = "status")
  public ActionResult<Void> status(@ActionParam("status") int status) {
    return new ActionResult<>(HttpStatus.fromCode(status));
  }

  /** Fails with a status. */
  @Action(name = "fail")
  public String fail(@ActionParam("status") int status, @ActionParam("text") String text) {
    throw Store.error(status, text);
  }

  /** Fails as a program does. */
  @Action(name = "crash")
  public void crash() {
    throw new IllegalStateException("a mistake in the server");
  }
}
