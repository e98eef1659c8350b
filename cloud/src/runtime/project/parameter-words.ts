import { asMap, type ValueMap } from "../../cloudformation/template/value.ts";
import { onOneLine } from "../../core/printable.ts";

/** Texts by name. */
type Values = Readonly<Record<string, string>>;

/**
 * A line for each parameter that gets another value without anybody having given it now: `samconfig.toml` says
 * something else than what was given before. Values that the template keeps to itself (NoEcho) are not shown.
 * @param written by `samconfig.toml`
 * @param given by the command line, for this start
 */
export function changedBack(
  template: ValueMap,
  { before, written, given }: { readonly before: Values; readonly written: Values; readonly given: Values },
): string[] {
  return Object.entries(written).flatMap(([name, value]) => {
    const was = before[name];
    if (was === undefined || was === value || given[name] !== undefined) return [];
    if (isSecret(template, name)) return [`${name} has another value than before, that of samconfig.toml`];
    // Whoever may change the stack may have given it what a terminal would obey.
    return [onOneLine(`${name} is ${value}, as samconfig.toml says; it was ${was}`)];
  });
}

/** What helps where CloudFormation refuses the values of parameters; undefined where its text says enough. */
export function parameterHelp(message: string, template: ValueMap, given: Values): string | undefined {
  const missing = message.endsWith("] must have values")
    ? /^Parameters: \[(\w{1,255})/.exec(message)?.[1]
    : undefined;
  if (missing !== undefined)
    return `--parameter ${missing}=<value> gives it, for good parameter_overrides in samconfig.toml`;
  const name = /^Parameter '(\w{1,255})' must be one of AllowedValues$/.exec(message)?.[1];
  const allowed = name === undefined ? undefined : declaration(template, name)["AllowedValues"];
  if (name === undefined || !Array.isArray(allowed)) return undefined;
  const value = given[name];
  const was = value === undefined || isSecret(template, name) ? "" : `, not ${JSON.stringify(value)}`;
  return `${allowed.map(String).join(", ")}${was}`;
}

function isSecret(template: ValueMap, name: string): boolean {
  return String(declaration(template, name)["NoEcho"] ?? false) === "true";
}

function declaration(template: ValueMap, name: string): ValueMap {
  return asMap(asMap(template["Parameters"])[name]);
}
