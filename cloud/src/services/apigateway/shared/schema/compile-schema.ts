import { boundedMatching, MatchingTooLong } from "../../../../core/bounded-matching.ts";
import { ANNOTATIONS, CHECKED } from "./keywords.ts";
import { referenceName } from "./references.ts";
import { RULES } from "./rules.ts";
import { isObject, type SchemaCheck, type SchemaCompiler, type SchemaObject } from "./schema.ts";
import { SchemaError } from "./schema-error.ts";

export interface NamedSchema {
  readonly name: string;
  /** JSON text. */
  readonly schema: string;
}

const MAXIMUM_DEPTH = 200;
/** For all patterns of one value. */
const MATCHING_MILLISECONDS = 500;

/**
 * Compiles a model: JSON Schema draft 4 as request validation uses it. References reach other
 * models of the API and the schema's own `definitions`.
 * @throws SchemaError for a keyword or form that is not supported
 * @see https://json-schema.org/draft-04/json-schema-validation
 */
export function compileSchema(models: readonly NamedSchema[], name: string): SchemaCheck {
  const compiled = new Map<string, SchemaCheck>();
  const named = (wanted: string, local: SchemaObject): SchemaCheck => {
    const inner = ownObject(local["definitions"], wanted);
    if (inner !== undefined) return compilerFor(local, named).compile(inner);
    const known = compiled.get(wanted);
    if (known !== undefined) return known;
    const model = models.find((it) => it.name === wanted);
    if (model === undefined) throw new SchemaError(`Model ${wanted} is not defined`);
    let check: SchemaCheck | undefined;
    // Registered before it exists, so that a schema may refer to itself.
    compiled.set(wanted, (value) => check?.(value));
    const root = parseSchema(model);
    check = compilerFor(root, named).compile(root);
    return check;
  };
  const check = bounded(models, named(name, {}));
  return (value) => (depthOf(value) > MAXIMUM_DEPTH ? "The value is nested too deeply" : check(value));
}

/** WIRE-1: a value for which a pattern of the models takes too long does not match it. */
function bounded(models: readonly NamedSchema[], check: SchemaCheck): SchemaCheck {
  if (!models.some(({ schema }) => schema.includes("pattern"))) return check;
  return (value) => {
    try {
      return boundedMatching(() => check(value), MATCHING_MILLISECONDS);
    } catch (error) {
      if (error instanceof MatchingTooLong) return "a pattern takes too long to match";
      throw error;
    }
  };
}

function compilerFor(
  root: SchemaObject,
  named: (name: string, local: SchemaObject) => SchemaCheck,
): SchemaCompiler {
  const compiler: SchemaCompiler = {
    compile: (schema) => {
      if (!isObject(schema)) throw new SchemaError("A schema must be an object");
      assertKeywords(schema);
      const reference = schema["$ref"];
      if (reference !== undefined) return lazily(() => named(referenceName(reference), root));
      const checks = Object.keys(schema).flatMap((keyword) => {
        const rule = RULES.get(keyword);
        return rule === undefined ? [] : [rule(schema[keyword], schema, compiler)];
      });
      return (value) => firstFailure(checks, value);
    },
  };
  return compiler;
}

/** References are followed when first used: schemas may be recursive. */
function lazily(make: () => SchemaCheck): SchemaCheck {
  let made: SchemaCheck | undefined;
  return (value) => {
    made ??= make();
    return made(value);
  };
}

function firstFailure(checks: readonly SchemaCheck[], value: unknown): string | undefined {
  for (const check of checks) {
    const failure = check(value);
    if (failure !== undefined) return failure;
  }
  return undefined;
}

function assertKeywords(schema: SchemaObject): void {
  for (const keyword of Object.keys(schema)) {
    if (ANNOTATIONS.has(keyword) || CHECKED.has(keyword) || keyword.startsWith("x-")) continue;
    throw new SchemaError(`Unsupported keyword ${keyword}`);
  }
}

function parseSchema(model: NamedSchema): SchemaObject {
  let schema: unknown;
  try {
    schema = JSON.parse(model.schema);
  } catch {
    throw new SchemaError(`Model ${model.name} is not JSON`);
  }
  if (!isObject(schema)) throw new SchemaError(`Model ${model.name} must be an object`);
  return schema;
}

function ownObject(container: unknown, name: string): unknown {
  return isObject(container) && Object.hasOwn(container, name) ? container[name] : undefined;
}

/** Depth of nesting, measured without recursion; stops counting just past the limit. */
function depthOf(value: unknown): number {
  let level: unknown[] = [value];
  for (let depth = 0; depth <= MAXIMUM_DEPTH + 1; depth += 1) {
    const next: unknown[] = [];
    for (const item of level) {
      if (typeof item === "object" && item !== null)
        for (const inner of Object.values(item)) next.push(inner);
    }
    if (next.length === 0) return depth;
    level = next;
  }
  return MAXIMUM_DEPTH + 1;
}
