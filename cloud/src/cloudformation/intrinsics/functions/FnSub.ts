import type { Value } from "../../../core/ports/resource-provider.ts";
import { templateError } from "../../shared/errors.ts";
import { isScalar, isValueMap, member, type ValueMap } from "../../template/value.ts";
import { type Evaluation, type IntrinsicFunction, NO_VALUE, type ReferenceSink } from "../shared/function.ts";
import { assertTextLength } from "../shared/text-length.ts";

const SHAPE =
  "One or more Fn::Sub intrinsic functions don't specify expected arguments. Specify a string as first argument, and an optional second argument to specify a mapping of values to replace in the string";
const NAME =
  "variable names in Fn::Sub syntax must contain only alphanumeric characters, underscores, periods, and colons";

/**
 * `${Name}`, `${Resource.Attribute}` and variables of the second argument; `${!x}` stays as `${x}`.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-sub.html
 */
export const FnSub: IntrinsicFunction = {
  name: "Fn::Sub",
  check: (argument) => {
    const { text } = split(argument);
    for (const name of variablesOf(text)) {
      if (!/^[A-Za-z0-9_.:]+$/.test(name)) throw templateError(NAME);
    }
  },
  resolve: (argument, evaluation) => {
    const { text, variables } = split(argument);
    const known = new Map<string, string>();
    let length = 0;
    const valueIn = (name: string): string => {
      const value = known.get(name) ?? substitute(name, variables, evaluation);
      known.set(name, value);
      length += value.length;
      assertTextLength(length, "Fn::Sub");
      return value;
    };
    return partsOf(text)
      .map(({ before, name }) => {
        if (name === undefined) return before;
        if (name.startsWith("!")) return `${before}\${${name.slice(1)}}`;
        return before + valueIn(name.trim());
      })
      .join("");
  },
  references: (argument, sink) => {
    const { text, variables } = split(argument);
    for (const name of variablesOf(text)) referTo(name, variables, sink);
    for (const value of Object.values(variables)) sink.walk(value);
  },
};

function split(argument: Value): { text: string; variables: ValueMap } {
  if (isScalar(argument)) return { text: String(argument), variables: {} };
  if (!Array.isArray(argument) || argument.length !== 2) throw templateError(SHAPE);
  const [text, variables] = argument;
  if (typeof text !== "string" || !isValueMap(variables)) throw templateError(SHAPE);
  return { text, variables };
}

function variablesOf(text: string): string[] {
  return partsOf(text)
    .map(({ name }) => name ?? "!")
    .filter((name) => !name.startsWith("!"))
    .map((name) => name.trim());
}

interface Part {
  readonly before: string;
  /** Between `${` and `}`; undefined at the end. */
  readonly name: string | undefined;
}

/** CFN-LIMITS: one pass, however many `${` stay open. */
function partsOf(text: string): readonly Part[] {
  const parts: Part[] = [];
  let position = 0;
  for (;;) {
    const start = text.indexOf("${", position);
    const end = start === -1 ? -1 : text.indexOf("}", start);
    if (end === -1) break;
    parts.push({ before: text.slice(position, start), name: text.slice(start + 2, end) });
    position = end + 1;
  }
  parts.push({ before: text.slice(position), name: undefined });
  return parts;
}

function referTo(name: string, variables: ValueMap, sink: ReferenceSink): void {
  if (Object.hasOwn(variables, name)) return;
  const dot = name.indexOf(".");
  if (dot === -1) sink.ref(name);
  else sink.attribute(name.slice(0, dot), name.slice(dot + 1));
}

function substitute(name: string, variables: ValueMap, evaluation: Evaluation): string {
  const variable = member(variables, name);
  const value = variable === undefined ? lookUp(name, evaluation) : evaluation.resolve(variable);
  if (value === NO_VALUE || !isScalar(value)) {
    throw templateError(`Fn::Sub variable ${name} must resolve to a string`);
  }
  return String(value);
}

function lookUp(name: string, evaluation: Evaluation) {
  const dot = name.indexOf(".");
  if (dot === -1) return evaluation.ref(name);
  return evaluation.attribute(name.slice(0, dot), name.slice(dot + 1));
}
