/** How far a stream is done with, where records are not done in their order. */
export interface StreamProgress {
  /** Everything up to the place was read; these of it are for the function, in their order. */
  read(place: string, numbers: readonly string[]): void;
  /** Nothing is left to do for these. */
  done(numbers: readonly string[]): void;
  /** Records that are read and not done. */
  pending(): number;
}

/**
 * LAM-32: the place that is kept lies before every record that is not done.
 * @param moved told of each new place
 */
export function createStreamProgress(start: string, moved: (place: string) => void): StreamProgress {
  // In the order of the stream.
  const pending = new Set<string>();
  let readTo = start;
  let told = start;
  const tell = (): void => {
    const [first] = pending;
    const place = first === undefined ? readTo : String(BigInt(first) - 1n);
    if (place === told) return;
    told = place;
    moved(place);
  };
  return {
    read: (place, numbers) => {
      for (const number of numbers) pending.add(number);
      readTo = place;
      tell();
    },
    done: (numbers) => {
      for (const number of numbers) pending.delete(number);
      tell();
    },
    pending: () => pending.size,
  };
}
