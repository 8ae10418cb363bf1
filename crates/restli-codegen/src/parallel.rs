//! Work on several threads.

/// Most threads that work at once.
const WORKERS: usize = 4;

/// Applies a function to every item on several threads, keeping the order; the first error ends the work.
pub(crate) fn map<T: Sync, R: Send, E: Send>(items: &[T], function: impl Fn(&T) -> Result<R, E> + Sync) -> Result<Vec<R>, E> {
    let workers = std::thread::available_parallelism().map_or(1, usize::from).min(WORKERS);
    let chunk = items.len().div_ceil(workers).max(1);
    let function = &function;
    std::thread::scope(|scope| {
        let handles: Vec<_> =
            items.chunks(chunk).map(|part| scope.spawn(move || part.iter().map(function).collect::<Result<Vec<_>, _>>())).collect();
        let mut all = Vec::with_capacity(items.len());
        for handle in handles {
            match handle.join() {
                Ok(part) => all.extend(part?),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        Ok(all)
    })
}
