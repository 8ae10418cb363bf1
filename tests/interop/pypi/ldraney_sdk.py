"""ldraney-linkedin-sdk: a post with a link, a post with an image, comments and reactions, reads and deletes."""

import base64
import os
import tempfile

from linkedin_sdk import LinkedInClient
from member import tell, told

PNG = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")
client = LinkedInClient(access_token=os.environ["TOKEN"], person_id="mira")
result = {}


def step(name, call, *arguments, **options):
    value = told(call, *arguments, **options)
    result[name] = sorted(value) if isinstance(value, dict) else value
    return value


step("link", client.create_post_with_link, "A link", "https://example.com", "Title")
with tempfile.NamedTemporaryFile(suffix=".png") as file:
    file.write(PNG)
    file.flush()
    post = step("image", client.create_post_with_image, "A picture", file.name, "A dot")
urn = post["postUrn"] if isinstance(post, dict) else "urn:li:share:1"
step("comment", client.add_comment, urn, "Well done")
step("reaction", client.add_reaction, urn, "LIKE")
step("posts", client.get_my_posts)
step("update", client.update_post, urn, "Another text")
step("delete", client.delete_post, urn)
step("member", client.get_user_info)
tell("ldraney-linkedin-sdk", result)
