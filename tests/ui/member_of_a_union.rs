//! Members of a union go by their names, and by those only.

use linkedin::projection;

projection! { struct Card: UgcPost => (id, specificContent(ShareContents(shareCommentary))) }

projection! { struct Fields: UgcPost => (id, specificContent(shareCommentary)) }

fn main() {
    let _ = projection!(UgcPost: (specificContent(*(shareCommentary))));
    let _ = projection!(UgcPost: (specificContent(ShareContent(media*(id)), com.linkedin.ugc.ShareContent(shareCommentary))));
    let _ = projection!(Post: (content(MediaContent(id))));
}
