import { invalidTemplate } from "../shared/errors.ts";

/** A value by its way from where it is read: `..` first as often as `up` says. */
export interface Path {
  /** As it is written. */
  readonly source: string;
  readonly up: number;
  /** `@index` and the like. */
  readonly data?: string;
  readonly names: readonly string[];
}

export type Node =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "value"; readonly path: Path }
  | { readonly kind: "partial"; readonly name: string }
  | { readonly kind: "inline"; readonly name: string; readonly body: readonly Node[] }
  | {
      readonly kind: "block";
      readonly helper: Helper;
      readonly path: Path;
      readonly body: readonly Node[];
      readonly otherwise: readonly Node[];
    };

const HELPERS = ["if", "unless", "each", "with"] as const;
export type Helper = (typeof HELPERS)[number];

interface Open {
  readonly end: string;
  readonly close: (open: Open) => Node;
  readonly body: Node[];
  readonly otherwise: Node[];
  /** Of `{{else if …}}`: closes together with the block that it stands in. */
  readonly isChained: boolean;
  isElse: boolean;
}

const DEEPEST = 50;
/** Of a template, in a refusal. */
const SHOWN = 40;

/**
 * The part of Handlebars that SES documents: values, `if`, `unless`, `each`, `with`, `else`, inline partials.
 * @throws AwsError InvalidTemplate for what is none of that
 * @see https://docs.aws.amazon.com/ses/latest/dg/send-personalized-email-advanced.html
 */
export function parseTemplate(source: string): readonly Node[] {
  const root = block("", false, () => ({ kind: "text", text: "" }));
  const open: Open[] = [root];
  for (const { text, tag } of piecesOf(source)) {
    if (text !== "") add(open, { kind: "text", text });
    if (tag !== undefined) take(open, tag);
    if (open.length > DEEPEST) throw invalidTemplate(`Blocks are nested more than ${DEEPEST} deep.`);
  }
  const last = open.at(-1);
  if (open.length > 1 && last !== undefined) throw invalidTemplate(`{{/${last.end}}} is missing.`);
  return root.body;
}

interface Piece {
  /** Before the tag. */
  readonly text: string;
  /** What stands within the braces; undefined for a comment and at the end. */
  readonly tag: string | undefined;
}

const FORMS = [
  ["{{!--", "--}}"],
  ["{{!", "}}"],
  ["{{{", "}}}"],
  ["{{", "}}"],
] as const;

/** Reads each character once: whatever a template is, this ends soon. */
function* piecesOf(source: string): Iterable<Piece> {
  let from = 0;
  for (;;) {
    const begin = source.indexOf("{{", from);
    if (begin === -1) break;
    const [opening, closing] = FORMS.find(([form]) => source.startsWith(form, begin)) ?? FORMS[3];
    const end = source.indexOf(closing, begin + opening.length);
    const inner = source.slice(begin + opening.length, end);
    const isComment = opening.startsWith("{{!");
    if (end === -1 || (!isComment && /[{}]/.test(inner))) {
      throw invalidTemplate(`${opening} has no ${closing}: ${source.slice(begin, begin + SHOWN)}`);
    }
    const tag = opening === "{{{" ? `&${inner.trim()}` : inner.trim();
    yield { text: source.slice(from, begin), tag: isComment ? undefined : tag };
    from = end + closing.length;
  }
  yield { text: source.slice(from), tag: undefined };
}

function add(open: readonly Open[], node: Node): void {
  const current = open.at(-1);
  (current?.isElse === true ? current.otherwise : current?.body)?.push(node);
}

const block = (end: string, isChained: boolean, close: Open["close"]): Open => ({
  ...{ end, close, isChained },
  ...{ body: [], otherwise: [], isElse: false },
});

function take(open: Open[], tag: string): void {
  const inline = /^#\s*\*\s*inline\s+["']([\w-]{1,64})["']$/.exec(tag)?.[1];
  if (inline !== undefined) {
    open.push(block("inline", false, ({ body }) => ({ kind: "inline", name: inline, body })));
    return;
  }
  if (tag.startsWith("#")) begin(open, tag.slice(1).trim(), false);
  else if (tag.startsWith("/")) finish(open, tag.slice(1).trim());
  else if (tag === "else" || tag === "^") turn(open);
  else if (/^else\s/.test(tag)) {
    turn(open);
    begin(open, tag.slice("else".length).trim(), true);
  } else add(open, leafOf(tag));
}

function leafOf(tag: string): Node {
  const partial = /^>\s*([\w-]{1,64})$/.exec(tag)?.[1];
  if (partial !== undefined) return { kind: "partial", name: partial };
  return { kind: "value", path: parsePath(tag.startsWith("&") ? tag.slice(1).trim() : tag) };
}

function begin(open: Open[], tag: string, isChained: boolean): void {
  const [, name = "", rest = ""] = /^(\w{1,64})\s+(\S+)$/.exec(tag) ?? [];
  const helper = HELPERS.find((one) => one === name);
  if (helper === undefined) throw invalidTemplate(`{{#${tag}}} is not supported.`);
  const path = parsePath(rest);
  const end = isChained ? (open.at(-1)?.end ?? "") : helper;
  open.push(
    block(end, isChained, ({ body, otherwise }) => ({ kind: "block", helper, path, body, otherwise })),
  );
}

function turn(open: readonly Open[]): void {
  const current = open.at(-1);
  if (current === undefined || open.length === 1 || current.end === "inline" || current.isElse) {
    throw invalidTemplate("{{else}} stands in no block.");
  }
  current.isElse = true;
}

function finish(open: Open[], end: string): void {
  for (;;) {
    const current = open.at(-1);
    if (open.length === 1 || current?.end !== end) throw invalidTemplate(`{{/${end}}} closes no block.`);
    open.pop();
    add(open, current.close(current));
    if (!current.isChained) return;
  }
}

const NAME = /^[^\s!"#%&'()*+,./;<=>@[\\\]^`{|}~]+$/;
const DATA = new Set(["index", "key", "first", "last"]);

function parsePath(source: string): Path {
  const data = /^@(\w+)$/.exec(source)?.[1];
  if (data !== undefined && DATA.has(data)) return { source, up: 0, data, names: [] };
  let rest = source;
  let up = 0;
  while (rest.startsWith("../")) {
    up += 1;
    rest = rest.slice("../".length);
  }
  if (rest === "..") return { source, up: up + 1, names: [] };
  rest = rest.replace(/^(?:this|\.)\//, "").replace(/^this\./, "");
  const names = rest === "this" || rest === "." ? [] : rest.split(".");
  if (names.every((name) => NAME.test(name))) return { source, up, names };
  throw invalidTemplate(`{{${source}}} is not supported.`);
}
