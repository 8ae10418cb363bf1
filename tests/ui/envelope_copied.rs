//! A projection copied from a request speaks of the envelope too: the message has what is left of it.

use linkedin::projection;

projection! { struct Email: EmailHandle => "(elements*(primary,type,handle~))" }

projection! { struct Names: Organization => (results*(id, localizedNam)) }

fn main() {
    let _ = projection!(EmailHandle: (paging, elements(*(handle~(emailAddress)))));
    let _ = projection!(EmailHandle: (metadata, handle~));
    let _ = projection!(Organization: "projection=(id,localizedName)");
    let _ = projection!(Organization: "fields=id,localizedName");
}
