//! Only of an array can a part be taken, and by numbers.

use linkedin::projection;

projection! { struct Card: Profile => (id, firstName:($start:10,$count:5)) }

fn main() {
    let _ = projection!(MultiLocaleString: (localized:($*,$count:2)));
    let _ = projection!(Organization: (id, locations:($count:all)));
    let _ = projection!(Organization: ($start:10, id));
    let _ = projection!(Organization: (locations:($*:(address), $start:1, $start:2)));
}
