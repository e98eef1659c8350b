import { REQUEST_LIMIT_BYTES } from "../shared/constants.ts";

/** `{"Records":[]}` */
const FRAME_BYTES = 14;

/** How many of the first records fit into one event; one at least. */
export function fitting(records: readonly object[]): number {
  let size = 0;
  const over = records.findIndex((record) => {
    size += Buffer.byteLength(JSON.stringify(record)) + 1;
    return size > REQUEST_LIMIT_BYTES - FRAME_BYTES;
  });
  return over === -1 ? records.length : Math.max(over, 1);
}
