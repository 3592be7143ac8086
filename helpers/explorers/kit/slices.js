// Long work beside the keys: a few milliseconds at a time.

const SLICE = 8, // milliseconds of work, then keys and pictures have their turn
  TELL = 100; // milliseconds between two reports

/**
 * Do long work in slices. `step()` does a part of it and says whether there is more; `report()` is
 * called now and then, and at the end. What is returned ends the work before its time.
 * @param {() => boolean} step
 * @param {() => void} report
 */
export function inSlices(step, report) {
  let told = performance.now();
  /** @type {ReturnType<typeof setTimeout>} */
  let next;
  const slice = () => {
    const start = performance.now();
    let more = true;
    while (more && performance.now() - start < SLICE) more = step();
    if (more) next = setTimeout(slice);
    if (more && performance.now() - told < TELL) return;
    told = performance.now();
    report();
  };
  next = setTimeout(slice);
  return () => clearTimeout(next);
}
