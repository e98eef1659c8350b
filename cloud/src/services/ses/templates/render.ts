import { AwsError } from "../../../core/errors.ts";
import type { Node, Path } from "./parse.ts";

/** Why a template gave no mail. */
function missingAttribute(name: string): AwsError {
  return new AwsError(
    "MissingRenderingAttribute",
    `Attribute '${name}' is not present in the rendering data.`,
  );
}

const tooMuch = (what: string) => new AwsError("InvalidRenderingParameter", what);

const MOST_STEPS = 200_000;
/** As long as a message may be. */
const MOST_CHARACTERS = 10 * 1_048_576;
const DEEPEST_PARTIAL = 20;

/** Those of a list, before those of what it stands in. */
interface Partials {
  readonly own: ReadonlyMap<string, readonly Node[]>;
  readonly around: Partials | undefined;
}

interface Frame {
  readonly value: unknown;
  readonly parent: Frame | undefined;
  readonly data: Readonly<Record<string, unknown>>;
  readonly partials: Partials | undefined;
  readonly depth: number;
}

/**
 * SES-7: only own members of the data are read, and an endless template ends with a refusal.
 * Nothing is escaped, as on AWS.
 * @throws AwsError MissingRenderingAttribute
 */
export function renderTemplate(nodes: readonly Node[], data: unknown): string {
  const written: string[] = [];
  const budget = { steps: 0, characters: 0 };
  const write = (text: string): void => {
    budget.characters += text.length;
    if (budget.characters > MOST_CHARACTERS) throw tooMuch("The rendered message is too long.");
    written.push(text);
  };
  /** SES-7: what a template does takes its time, an empty body and each name of a path as well. */
  const spend = (steps: number): void => {
    budget.steps += steps;
    if (budget.steps > MOST_STEPS) throw tooMuch("The template takes too many steps.");
  };
  const run = (list: readonly Node[], frame: Frame): void => {
    spend(1);
    const within = withInlines(list, frame);
    for (const node of list) {
      spend("path" in node ? 1 + node.path.up + node.path.names.length : 1);
      runNode(node, within);
    }
  };
  const runNode = (node: Node, frame: Frame): void => {
    if (node.kind === "text") write(node.text);
    else if (node.kind === "value") write(textAt(node.path, frame));
    else if (node.kind === "partial") runPartial(node.name, frame);
    else if (node.kind === "block") runBlock(node, frame);
  };
  const runPartial = (name: string, frame: Frame): void => {
    const body = partialOf(name, frame.partials);
    if (body === undefined) throw tooMuch(`The partial ${name} could not be found.`);
    if (frame.depth >= DEEPEST_PARTIAL) throw tooMuch("Partials are nested too deep.");
    run(body, { ...frame, depth: frame.depth + 1 });
  };
  const runBlock = (node: Extract<Node, { kind: "block" }>, frame: Frame): void => {
    const value = valueAt(node.path, frame);
    const isTrue = isTruthy(value);
    if (node.helper === "if" || node.helper === "unless") {
      run(isTrue === (node.helper === "if") ? node.body : node.otherwise, frame);
    } else if (!isTrue) run(node.otherwise, frame);
    else if (node.helper === "with") run(node.body, { ...frame, value, parent: frame, data: {} });
    else runEach(node, itemsOf(value), frame);
  };
  const runEach = (
    { body, otherwise }: Extract<Node, { kind: "block" }>,
    items: readonly (readonly [key: string, value: unknown])[],
    frame: Frame,
  ): void => {
    if (items.length === 0) run(otherwise, frame);
    for (const [index, [key, value]] of items.entries()) {
      const data = { index, key, first: index === 0, last: index === items.length - 1 };
      run(body, { ...frame, value, parent: frame, data });
    }
  };
  run(nodes, { value: data, parent: undefined, data: {}, partials: undefined, depth: 0 });
  return written.join("");
}

/** Partials that a list defines count in all of it, and in nothing around it. */
function withInlines(nodes: readonly Node[], frame: Frame): Frame {
  const inlines = nodes.flatMap((node) => (node.kind === "inline" ? [[node.name, node.body] as const] : []));
  return inlines.length === 0
    ? frame
    : { ...frame, partials: { own: new Map(inlines), around: frame.partials } };
}

function partialOf(name: string, partials: Partials | undefined): readonly Node[] | undefined {
  for (let from = partials; from !== undefined; from = from.around) {
    const body = from.own.get(name);
    if (body !== undefined) return body;
  }
  return undefined;
}

function itemsOf(value: unknown): readonly (readonly [string, unknown])[] {
  return typeof value === "object" && value !== null ? Object.entries(value) : [];
}

function isTruthy(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return value !== undefined && value !== null && value !== false && value !== 0 && value !== "";
}

/** Undefined where the data has nothing there. */
function valueAt({ up, data, names }: Path, frame: Frame): unknown {
  let from: Frame | undefined = frame;
  for (let step = 0; step < up; step += 1) from = from?.parent;
  if (data !== undefined) return from?.data[data];
  return names.reduce<unknown>(memberOf, from?.value);
}

function memberOf(value: unknown, name: string): unknown {
  const isMap = typeof value === "object" && value !== null;
  return isMap && Object.hasOwn(value, name) && !(Array.isArray(value) && name === "length")
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}

function textAt(path: Path, frame: Frame): string {
  const value = valueAt(path, frame);
  // What is a list or a map has no text.
  if (value === undefined || value === null || typeof value === "object") throw missingAttribute(path.source);
  return String(value);
}
