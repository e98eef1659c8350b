interface Thrown {
  readonly errorType?: unknown;
  readonly errorMessage?: unknown;
  /** Of Node, begins with the error itself. */
  readonly stack?: unknown;
  /** Of Python and Node in JSON logs, and of Java. */
  readonly stackTrace?: unknown;
}

/**
 * What a function wrote, for people: an error that the runtime wrote as JSON stands in lines, as its
 * language shows it. Node's runtime writes carriage returns for the line ends of a text, which keep it one
 * event of the log. Everything else stays as it is.
 */
export function withStackInLines(written: string): string {
  const text = written.replaceAll("\r", "\n");
  const start = text.indexOf("{");
  if (start === -1 || !text.includes('"stack')) return text;
  const lines = thrownLines(parsed(text.slice(start)));
  if (lines === undefined) return text;
  const before = text.slice(0, start).trim();
  return [...(before === "" ? [] : [before]), ...lines].join("\n");
}

/** An error as lines; undefined for everything else. */
export function thrownLines(value: unknown): readonly string[] | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { errorType, errorMessage, stack, stackTrace } = value as Thrown;
  const frames = linesOf(stack) ?? linesOf(stackTrace);
  if (frames === undefined || typeof errorType !== "string") return undefined;
  const title = `${errorType}: ${typeof errorMessage === "string" ? errorMessage : ""}`;
  const isTold = frames[0]?.startsWith(errorType) === true;
  return isTold ? frames : [title, ...frames];
}

function linesOf(value: unknown): readonly string[] | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  return value.every((line) => typeof line === "string")
    ? value.map((line: string) => line.trimEnd())
    : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
