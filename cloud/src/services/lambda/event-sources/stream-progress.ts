/** How far a stream is done with, where records are not done in their order. */
export interface StreamProgress {
  /** Everything up to the place was read; these of it are for the function, in their order, with their sizes. */
  read(place: string, records: readonly (readonly [number: string, bytes: number])[]): void;
  /** Nothing is left to do for these. */
  done(numbers: readonly string[]): void;
  /** Records that are read and not done. */
  pending(): number;
  /** Bytes of these. */
  pendingBytes(): number;
}

/**
 * LAM-32: the place that is kept lies before every record that is not done.
 * @param moved told of each new place
 */
export function createStreamProgress(start: string, moved: (place: string) => void): StreamProgress {
  // In the order of the stream.
  const pending = new Map<string, number>();
  let bytes = 0;
  let readTo = start;
  let told = start;
  const tell = (): void => {
    const [first] = pending.keys();
    const place = first === undefined ? readTo : String(BigInt(first) - 1n);
    if (place === told) return;
    told = place;
    moved(place);
  };
  return {
    read: (place, records) => {
      for (const [number, size] of records) {
        pending.set(number, size);
        bytes += size;
      }
      readTo = place;
      tell();
    },
    done: (numbers) => {
      for (const number of numbers) {
        bytes -= pending.get(number) ?? 0;
        pending.delete(number);
      }
      tell();
    },
    pending: () => pending.size,
    pendingBytes: () => bytes,
  };
}
