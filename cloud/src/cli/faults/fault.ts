/** What broke, as far as it says so. */
export interface Fault {
  readonly name: string;
  /** Its first line. */
  readonly message: string;
  readonly stack: string;
  /** The same for each fault of one place in the code, whatever its message says. */
  readonly place: string;
}

const LONGEST_STACK = 20_000;

/** @param reason whatever was thrown: not always an Error */
export function faultOf(reason: unknown): Fault {
  if (!(reason instanceof Error)) {
    const message = textOf(reason);
    return { name: "Thrown", message, stack: message, place: message };
  }
  const stack = (reason.stack ?? `${reason.name}: ${reason.message}`).slice(0, LONGEST_STACK);
  const frames = stack.split("\n").filter((line) => /^\s+at /.test(line));
  return {
    name: reason.name,
    message: firstLine(reason.message),
    stack,
    place: [reason.name, ...(frames.length === 0 ? [reason.message] : frames)].join("\n"),
  };
}

/** Not `String`, which objects without a prototype throw at. */
function textOf(reason: unknown): string {
  try {
    return firstLine(typeof reason === "object" ? (JSON.stringify(reason) ?? "") : String(reason));
  } catch {
    return `a value of type ${typeof reason}`;
  }
}

function firstLine(text: string): string {
  return (text.split("\n", 1)[0] ?? "").slice(0, 500);
}
