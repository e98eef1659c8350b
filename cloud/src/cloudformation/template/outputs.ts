import type { Value } from "../../core/ports/resource-provider.ts";
import { templateFormatError, validationError } from "../shared/errors.ts";
import { MAX_OUTPUTS } from "./limits.ts";
import type { OutputDefinition } from "./model.ts";
import { isValueMap, member, type ValueMap } from "./value.ts";

const KEYS = new Set(["Condition", "Description", "Export", "Value"]);

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/outputs-section-structure.html */
export function readOutputs(section: ValueMap): ReadonlyMap<string, OutputDefinition> {
  const entries = Object.entries(section);
  if (entries.length > MAX_OUTPUTS) {
    throw templateFormatError(
      `Number of outputs, ${entries.length}, is greater than maximum allowed, ${MAX_OUTPUTS}`,
    );
  }
  return new Map(entries.map(([name, body]) => [name, readOutput(name, body)]));
}

function readOutput(name: string, body: Value): OutputDefinition {
  if (!/^[A-Za-z0-9]{1,255}$/.test(name)) {
    throw templateFormatError(`Output name ${name} is non alphanumeric.`);
  }
  if (!isValueMap(body)) throw templateFormatError("Any Outputs member must be an object.");
  const unknown = Object.keys(body).find((key) => !KEYS.has(key));
  if (unknown !== undefined) throw validationError(`Invalid template output property '${unknown}'`);
  const value = member(body, "Value");
  if (value === undefined) {
    throw templateFormatError("Every Outputs member must contain a Value object");
  }
  return {
    name,
    value,
    description: optionalText(name, "Description", body),
    exportName: readExport(name, member(body, "Export")),
    condition: optionalText(name, "Condition", body),
  };
}

function readExport(name: string, value: Value | undefined): Value | undefined {
  if (value === undefined) return undefined;
  const exportName = isValueMap(value) ? member(value, "Name") : undefined;
  if (exportName === undefined || !isValueMap(value) || Object.keys(value).length !== 1) {
    throw templateFormatError(`Output ${name} is malformed. Export must contain the single member Name.`);
  }
  return exportName;
}

function optionalText(name: string, key: string, body: ValueMap): string | undefined {
  const value = member(body, key);
  if (value === undefined || typeof value === "string") return value;
  throw templateFormatError(`[/Outputs/${name}/${key}] Every ${key} member must be a string.`);
}
