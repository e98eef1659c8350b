import type { Value } from "../../core/ports/resource-provider.ts";
import type { NO_VALUE } from "../intrinsics/shared/function.ts";
import { validationError } from "../shared/errors.ts";
import { TEMPLATE_BYTES } from "../template/limits.ts";
import { isScalar, isValueMap, member, type ValueMap, valueMap } from "../template/value.ts";
import { earlyProgram } from "./early-program.ts";
import { createEvaluation } from "./evaluation.ts";
import type { ProgramOptions } from "./program.ts";

const PREFIX = "Fn::ForEach::";

/** CFN-LIMITS: characters that all loops together may write; a loop in a loop counts in each. */
const MAX_WRITTEN = 4 * TEMPLATE_BYTES;

interface Unrolling {
  /** A collection: a function of parameters and mappings. */
  resolve(value: Value): Value | typeof NO_VALUE;
  written: number;
}

/**
 * What AWS::LanguageExtensions makes of `Fn::ForEach`: its members once for each value of the collection,
 * with the value in the place of `${Identifier}`, `&{Identifier}` and `Ref` of the identifier.
 * @throws AwsError ValidationError
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-foreach.html
 */
export function expandLoops(raw: ValueMap, options: Omit<ProgramOptions, "template">): ValueMap {
  if (!JSON.stringify(raw).includes(`"${PREFIX}`)) return raw;
  let evaluation: ReturnType<typeof createEvaluation> | undefined;
  const unrolling: Unrolling = {
    written: 0,
    resolve: (value) => {
      // Conditions may have loops of their own: they decide about no collection.
      evaluation ??= createEvaluation({
        program: earlyProgram({ ...raw, Conditions: {} }, options),
        resource: () => undefined,
        exportValue: () => undefined,
      });
      return evaluation.resolve(value);
    },
  };
  const expanded = unrolled(raw, unrolling);
  return isValueMap(expanded) ? expanded : raw;
}

function unrolled(value: Value, unrolling: Unrolling): Value {
  if (Array.isArray(value)) return value.map((item) => unrolled(item, unrolling));
  if (!isValueMap(value)) return value;
  const members = Object.entries(value).flatMap(([name, nested]): (readonly [string, Value])[] =>
    name.startsWith(PREFIX) ? rounds(name, nested, unrolling) : [[name, unrolled(nested, unrolling)]],
  );
  const names = new Set<string>();
  for (const [name] of members) {
    if (names.has(name)) throw failed(`Fn::ForEach makes ${name} a second time.`);
    names.add(name);
  }
  return valueMap(members);
}

/** The members of every round; loops inside see the value of this one. */
function rounds(name: string, loop: Value, unrolling: Unrolling): (readonly [string, Value])[] {
  const [identifier, collection, body, ...more] = Array.isArray(loop) ? loop : [];
  const isNamed = /^[A-Za-z0-9]{1,255}$/.test(name.slice(PREFIX.length));
  if (!isNamed || typeof identifier !== "string" || !isValueMap(body) || more.length > 0) {
    throw failed("Fn::ForEach layout is incorrect.");
  }
  return valuesOf(collection ?? "", unrolling).flatMap((value) => {
    const given = withValue(body, { identifier, value, unrolling });
    write(unrolling, JSON.stringify(given).length);
    const round = unrolled(given, unrolling);
    return Object.entries(isValueMap(round) ? round : {});
  });
}

function valuesOf(collection: Value, unrolling: Unrolling): string[] {
  const list = unrolling.resolve(collection);
  if (!Array.isArray(list) || !list.every(isScalar)) throw failed("Fn::ForEach layout is incorrect.");
  return list.map(String);
}

/** One round of a loop. */
interface Round {
  readonly identifier: string;
  readonly value: string;
  readonly unrolling: Unrolling;
}

function withValue(template: Value, round: Round): Value {
  if (typeof template === "string") return put(template, round);
  if (Array.isArray(template)) return template.map((item) => withValue(item, round));
  if (!isValueMap(template)) return template;
  const names = Object.keys(template);
  if (names.length === 1 && member(template, "Ref") === round.identifier) {
    write(round.unrolling, round.value.length);
    return round.value;
  }
  return valueMap(names.map((name) => [put(name, round), withValue(template[name] ?? "", round)] as const));
}

/** `&{Identifier}` leaves out what a logical id cannot have. */
function put(text: string, { identifier, value, unrolling }: Round): string {
  const written = (given: string) => () => {
    write(unrolling, given.length);
    return given;
  };
  return text
    .replaceAll(`\${${identifier}}`, written(value))
    .replaceAll(`&{${identifier}}`, () => written(value.replace(/[^A-Za-z0-9]/g, ""))());
}

/** Counted before it is there: a long value in many places is as large as many rounds. */
function write(unrolling: Unrolling, characters: number): void {
  unrolling.written += characters;
  if (unrolling.written > MAX_WRITTEN) throw failed("Fn::ForEach makes the template too large.");
}

function failed(why: string): Error {
  return validationError(`Transform AWS::LanguageExtensions failed with: ${why}`);
}
