/** Names that AWS fills in without a path. */
const RESERVED: ReadonlySet<string> = new Set([
  "aws.events.rule-arn",
  "aws.events.rule-name",
  "aws.events.event.ingestion-time",
  "aws.events.event",
  "aws.events.event.json",
]);

/** As long as an event may be; AWS brings no longer one to a target. */
const MOST_CHARACTERS = 262_144;

const PLACEHOLDER = /<([A-Za-z0-9_.-]+)>/g;

/** The placeholders of a template that need a path. */
export function placeholdersOf(template: string): readonly string[] {
  return [...template.matchAll(PLACEHOLDER)]
    .map(([, name = ""]) => name)
    .filter((name) => !RESERVED.has(name));
}

/**
 * A template with its placeholders filled in. Within quotes a text stands as it is; elsewhere it gets its
 * own. Lists and objects in a template of texts lose theirs, as AWS has it.
 * @param lookUp value of a placeholder, undefined for what the event has not
 * @returns undefined when what comes out is no JSON, or too long: nothing is delivered then
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
export function filledTemplate(template: string, lookUp: (name: string) => unknown): string | undefined {
  const isText = template.trimStart().startsWith('"');
  let filled = "";
  let from = 0;
  let isQuoted = false;
  for (const match of template.matchAll(PLACEHOLDER)) {
    const before = template.slice(from, match.index);
    isQuoted = isQuoted !== hasOddQuotes(before);
    filled += before + written(lookUp(match[1] ?? ""), { isQuoted, isText });
    // EVT-12: a placeholder may stand thousands of times, each for a whole event.
    if (filled.length > MOST_CHARACTERS) return undefined;
    from = match.index + match[0].length;
  }
  filled += template.slice(from);
  return isJson(filled) || (isText && filled.split("\n").every(isJson)) ? filled : undefined;
}

function written(value: unknown, { isQuoted, isText }: { isQuoted: boolean; isText: boolean }): string {
  if (value === undefined) return isQuoted ? "" : '""';
  if (typeof value === "string") return isQuoted ? JSON.stringify(value).slice(1, -1) : JSON.stringify(value);
  const json = JSON.stringify(value);
  return isQuoted && isText ? json.replaceAll('"', "") : json;
}

/** Quotes that a backslash escapes do not count. */
function hasOddQuotes(text: string): boolean {
  const quotes = text.replace(/\\./g, "").split('"').length - 1;
  return quotes % 2 === 1;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
