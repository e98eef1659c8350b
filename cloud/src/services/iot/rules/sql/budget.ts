import type { SqlValue } from "./convert.ts";
import { EvaluationError } from "./sql-error.ts";

/** Of one text; eight times as long as a message may be. */
const MOST_CHARACTERS = 1_048_576;
/** Of all that the expressions of a rule make of one message. */
const MOST_IN_ALL = 16 * MOST_CHARACTERS;

/** IOT-28: how much of a message is made: a short one, and a short rule, may ask for gigabytes. */
export class Budget {
  #left = MOST_IN_ALL;

  /**
   * @param size of maps and lists: at most so many characters
   * @throws EvaluationError
   */
  spend(value: SqlValue, size: number): SqlValue {
    if (typeof value === "string") {
      assertLength(value.length);
      this.#left -= value.length;
    } else if (typeof value === "object" && value !== null) this.#left -= size;
    if (this.#left < 0) throw new EvaluationError("The rule makes too much of the message");
    return value;
  }
}

/** Before it is made. @throws EvaluationError */
export function assertLength(characters: number): void {
  if (characters > MOST_CHARACTERS) throw new EvaluationError("A text or a list gets too long");
}

/** How long the text is at most that `String.replace` makes. */
export function replacedLength(text: string, found: RegExp, by: string): number {
  const inserted = by.split("$").length - 1;
  // Before and behind a match stands nearly everything.
  const isAround = /\$[`']/.test(by);
  let length = text.length;
  for (const match of text.matchAll(found)) {
    const longest = isAround ? text.length : Math.max(0, ...match.map((group) => group?.length ?? 0));
    length += by.length + inserted * longest;
    if (length > MOST_CHARACTERS) break;
  }
  return length;
}
