import type { ParameterReader } from "../../../core/ports/parameter-reader.ts";
import { resourceTags } from "../../../wire/tag-keys.ts";
import type { SsmContext } from "./context.ts";
import { judgedArn, selectorOf, tagsOfArn } from "./parameter.ts";
import { questionOn } from "./questions.ts";

/** Reads for templates, by name or ARN. */
export function createParameterReader(ssm: SsmContext): ParameterReader {
  return {
    readingOf: (name) => {
      const context = resourceTags(tagsOfArn(judgedArn(name, ssm.scope), ssm));
      return questionOn(ssm, "GetParameters", { name, context });
    },
    find: (text, version) => {
      const { name, version: label } = selectorOf(text, ssm);
      if (label !== undefined) return undefined;
      return version === undefined ? ssm.parameters.find(name) : ssm.parameters.version(name, version);
    },
  };
}
