fn main() {
    let mut args = std::env::args().skip(1);
    let (from, to, door) = (args.next().unwrap(), args.next().unwrap(), args.next());
    let t = std::time::Instant::now();
    let loaded = restli_schema::load_dir(from.as_ref()).unwrap();
    let plan = restli_codegen::plan(&loaded.api);
    println!("loaded {:?}", t.elapsed());
    let files = restli_site::site(&plan, door.as_deref()).unwrap();
    println!("made {:?}", t.elapsed());
    std::fs::remove_dir_all(&to).ok();
    std::fs::create_dir_all(&to).unwrap();
    let mut big: Vec<_> = files.iter().map(|(n, t)| (t.len(), n)).collect();
    big.sort();
    for (n, t) in &files { std::fs::write(format!("{to}/{n}"), t).unwrap(); }
    println!("written {:?} {} files, {} bytes, largest {:?}", t.elapsed(), files.len(), files.values().map(String::len).sum::<usize>(), &big[big.len()-6..]);
}
