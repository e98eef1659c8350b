import { shortened } from "./parts.tsx";

/** What this cloud and AWS make up: long, without a hyphen, letters and digits mixed. */
const MADE_UP = /[A-Za-z0-9]{20,}/g;
const KEPT = 13;

/** A text with the ids in it cut in the middle, for sentences and lists: `Editors-7p8q3plt…hky`. */
export function withShortIds(text: string): string {
  return text.replace(MADE_UP, (id) => (/[0-9]/.test(id) && /[a-z]/i.test(id) ? shortened(id, KEPT) : id));
}
