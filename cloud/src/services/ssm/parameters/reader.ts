import type { ParameterReader } from "../../../core/ports/parameter-reader.ts";
import type { SsmContext } from "./context.ts";
import { judgedArn, selectorOf } from "./parameter.ts";

/** Reads for templates, by name or ARN. */
export function createParameterReader(ssm: SsmContext): ParameterReader {
  return {
    readingOf: (name) => ({ action: "ssm:GetParameters", resource: judgedArn(name, ssm.scope) }),
    find: (text, version) => {
      const { name } = selectorOf(text, ssm);
      return version === undefined ? ssm.parameters.find(name) : ssm.parameters.version(name, version);
    },
  };
}
