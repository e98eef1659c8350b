interface Repeat {
  times: number;
  /** Epoch milliseconds of the last time. */
  at: number;
}

/** What did not happen for so long is told anew: longer than what tries again waits in between. */
const FORGOTTEN_AFTER_MS = 120_000;

/**
 * TRACE-9: folds what is said again and again, as by a mapping that tries again: it is told the first, second,
 * fourth, eighth … time.
 * @returns how many times it was said by now where it is to be told; undefined where it is left out
 */
export function foldRepeats(): (line: string, at: number) => number | undefined {
  const repeats = new Map<string, Repeat>();
  return (line, at) => {
    for (const [said, { at: last }] of repeats) {
      if (at - last <= FORGOTTEN_AFTER_MS) break;
      repeats.delete(said);
    }
    const times = (repeats.get(line)?.times ?? 0) + 1;
    // The oldest stand first.
    repeats.delete(line);
    repeats.set(line, { times, at });
    return Number.isInteger(Math.log2(times)) ? times : undefined;
  };
}
