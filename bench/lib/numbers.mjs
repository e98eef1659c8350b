export function median(values) {
  return quantile(values, 0.5);
}

export function quantile(values, part) {
  const sorted = [...values].sort((a, b) => a - b);
  if (sorted.length === 0) return Number.NaN;
  const middle = (sorted.length - 1) * part;
  const low = sorted[Math.floor(middle)];
  const high = sorted[Math.ceil(middle)];
  return low + (high - low) * (middle - Math.floor(middle));
}

/** The median of every numeric member of records of the same shape. */
export function medians(records) {
  return Object.fromEntries(
    Object.keys(records[0] ?? {}).map((name) => [name, median(records.map((record) => record[name]))]),
  );
}

/** At most three digits that matter. */
export function short(value) {
  if (!Number.isFinite(value)) return "–";
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString("en-US");
  return String(Number(value.toPrecision(3)));
}

/**
 * Runs the subjects in turn, A B A B …, so that what else the machine does falls on all alike.
 * @param {Record<string, () => Promise<object>>} subjects each answers a record of numbers
 * @param options.warmUps rounds before that count for nothing: programs are compiled meanwhile
 * @param options.swapPairs neighbours change places in every second round: A B, B A, …
 * @returns per subject the median of every member
 */
export async function interleaved(subjects, options) {
  const records = await interleavedRecords(subjects, options);
  return Object.fromEntries(Object.entries(records).map(([name, list]) => [name, medians(list)]));
}

/** The same, with the record of every round that counts. */
export async function interleavedRecords(subjects, { rounds, warmUps = 0, swapPairs = false }) {
  const records = Object.fromEntries(Object.keys(subjects).map((name) => [name, []]));
  const order = Object.entries(subjects);
  const swapped = order.map((_, index) => order[index % 2 === 0 ? index + 1 : index - 1] ?? order[index]);
  for (let round = -warmUps; round < rounds; round += 1) {
    for (const [name, run] of swapPairs && round % 2 !== 0 ? swapped : order) {
      const record = await run();
      if (round >= 0) records[name].push(record);
    }
  }
  return records;
}
