//! Behind a URN, what is embedded is all there is. In a union, there is nothing to embed in.

use linkedin::projection;

projection! { struct Share: ShareContent => (shareCommentary) }

projection! { struct Address: EmailAddressValue => (emailAddress) }

projection! { struct Card: UgcPost => (specificContent(..Share, ShareContent)) }

fn main() {
    let _ = projection!(EmailHandle: (handle~(..Address, $URN)));
    let _ = projection!(UgcPost: (specificContent(..Share)));
}
