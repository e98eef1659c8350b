import type { ValidateTemplateInput } from "../../../wire/models/generated/cloudformation.types.ts";
import { anyResource, asks } from "../../../wire/operation.ts";
import { transformsOf, untransformed } from "../../engine/prepare.ts";
import { checkStructure } from "../../engine/program.ts";
import { validationError } from "../../shared/errors.ts";
import { readTemplate } from "../../template/sections.ts";
import type { OperationFactory } from "../context.ts";
import { readTemplateSource } from "../operation-request.ts";
import { requestKeys } from "../questions.ts";
import { summarize } from "../template-summary.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ValidateTemplate.html */
export const ValidateTemplate: OperationFactory<ValidateTemplateInput> = (api) => ({
  name: "ValidateTemplate",
  authorize: asks("cloudformation:ValidateTemplate", anyResource, requestKeys),
  run: async (input, { caller }) => {
    const text = await readTemplateSource(api, { input, caller });
    if (text === undefined) throw validationError("Either Template URL or Template Body must be specified.");
    const { raw, definitions, ...summary } = await summarize(text);
    if (transformsOf(raw).length === 0) {
      const unknown = untransformed(raw);
      if (unknown !== undefined) throw unknown;
      checkStructure(readTemplate(raw));
    }
    return {
      Parameters: {
        member: definitions.map((definition) => ({
          ParameterKey: definition.name,
          DefaultValue: definition.defaultValue,
          NoEcho: definition.noEcho,
          Description: definition.description,
        })),
      },
      ...summary,
    };
  },
});
