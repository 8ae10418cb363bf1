"""linkedin-posts: an image is uploaded, a post with it is shared, commented on and deleted."""

import base64
import os

from linkedin_posts.comments import comment_in_a_post
from linkedin_posts.images import get_image, upload_image
from linkedin_posts.posts import delete_post, share_post, share_post_with_media
from member import tell, told

token = os.environ["TOKEN"]
PNG = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")
result = {}


def said(answer):
    return answer.status_code if answer.ok else f"{answer.status_code}: {answer.text}"


for version in ("202607", None):
    options = {"li_version": version} if version else {}
    post = share_post(token, f"Hello of {version}", "person", "mira", **options)
    result[f"version {version or 'of the program'}"] = said(post)
_, image = upload_image(token, "person", "mira", PNG, li_version="202607")
result["image"] = told(lambda: get_image(token, image, li_version="202607")[1]["status"])
post = share_post_with_media(token, "A picture", "person", "mira", image, "A dot", li_version="202607")
result["post with an image"] = said(post)
urn = post.headers.get("x-restli-id", "urn:li:share:1")
result["comment"] = said(comment_in_a_post(token, urn, "Well done", "person", "mira", li_version="202607"))
result["delete"] = said(delete_post(token, urn, li_version="202607"))
tell("linkedin-posts", result)
