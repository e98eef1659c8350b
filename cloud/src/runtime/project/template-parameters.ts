import { isValueMap, type ValueMap } from "../../cloudformation/template/value.ts";

/** Values of the parameters that a template declares, as texts: those given, else their defaults. */
export function givenOrDefault(
  template: ValueMap,
  given: Readonly<Record<string, string>>,
): Map<string, string> {
  const declared = template["Parameters"];
  return new Map(
    Object.entries(isValueMap(declared) ? declared : {}).flatMap(([name, definition]) => {
      const byDefault = isValueMap(definition) ? definition["Default"] : undefined;
      const value = given[name] ?? byDefault;
      return value === undefined || value === null || typeof value === "object"
        ? []
        : [[name, String(value)]];
    }),
  );
}
