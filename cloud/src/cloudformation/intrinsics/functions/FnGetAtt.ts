import type { Value } from "../../../core/ports/resource-provider.ts";
import { templateError } from "../../shared/errors.ts";
import { isValueMap, member } from "../../template/value.ts";
import type { Evaluation, IntrinsicFunction } from "../shared/function.ts";

const SHAPE =
  "every Fn::GetAtt object requires two non-empty parameters, the resource name and the resource attribute";

/** Takes `[resource, attribute]` and the text `resource.attribute`; the attribute may be a Ref of a parameter. */
export const FnGetAtt: IntrinsicFunction = {
  name: "Fn::GetAtt",
  check: (argument) => {
    split(argument);
  },
  resolve: (argument, evaluation) => {
    const [logicalId, attribute] = split(argument);
    return evaluation.attribute(logicalId, attributeName(attribute, evaluation));
  },
  references: (argument, sink) => {
    const [logicalId, attribute] = split(argument);
    sink.attribute(logicalId, typeof attribute === "string" ? attribute : "");
    if (isValueMap(attribute)) sink.walk(attribute);
  },
};

function split(argument: Value): [string, Value] {
  const parts = typeof argument === "string" ? splitText(argument) : argument;
  if (!Array.isArray(parts) || parts.length < 2) throw templateError(SHAPE);
  const [logicalId, ...rest] = parts;
  const attribute = rest.length === 1 ? rest[0] : rest.join(".");
  if (typeof logicalId !== "string" || logicalId === "") throw templateError(SHAPE);
  if (isValueMap(attribute) && member(attribute, "Ref") !== undefined) return [logicalId, attribute];
  if (typeof attribute !== "string" || attribute === "") throw templateError(SHAPE);
  return [logicalId, attribute];
}

function splitText(text: string): string[] {
  const dot = text.indexOf(".");
  return dot === -1 ? [text] : [text.slice(0, dot), text.slice(dot + 1)];
}

function attributeName(attribute: Value, evaluation: Evaluation): string {
  const name = evaluation.resolve(attribute);
  if (typeof name !== "string") throw templateError(SHAPE);
  return name;
}
