import { unsupported } from "../../../core/errors.ts";
import type { PutParameterRequest } from "../../../wire/models/generated/ssm.types.ts";
import type { Operation, Question } from "../../../wire/operation.ts";
import { requestTags } from "../../../wire/tag-keys.ts";
import type { SsmContext } from "../parameters/context.ts";
import { DEFAULT_KEY, sealedValue } from "../parameters/encryption.ts";
import { validation } from "../parameters/errors.ts";
import { tagsByKey, writerOf } from "../parameters/input.ts";
import { putParameter } from "../parameters/manager.ts";
import { questionOn } from "../parameters/questions.ts";

/**
 * Who gives tags with a new parameter must be allowed to tag it, too.
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html
 */
export function PutParameter(ssm: SsmContext): Operation<PutParameterRequest> {
  return {
    name: "PutParameter",
    unsupportedMembers: ["AllowedPattern", "Policies"],
    authorize: ({ Name: name, Overwrite, Tags = [] }): readonly Question[] => {
      const tags = requestTags(tagsByKey(Tags));
      const context = { "ssm:Overwrite": String(Overwrite ?? false), ...tags };
      const asked = questionOn(ssm, "PutParameter", { name, context });
      if (Tags.length === 0) return [asked];
      return [asked, questionOn(ssm, "AddTagsToResource", { name, context: tags })];
    },
    run: (input, call) => {
      const { KeyId: keyId = DEFAULT_KEY, Name: name, Tags: given = [] } = input;
      const { Tier: tier = "Standard", DataType: dataType = "text" } = input;
      if (tier === "Intelligent-Tiering") throw unsupported("The tier Intelligent-Tiering");
      if (dataType !== "text") throw unsupported(`The data type ${dataType}`);
      if (input.Overwrite === true && given.length > 0) {
        throw validation(
          "Invalid request: tags and overwrite can't be used together. To create a parameter with tags, please remove overwrite flag. To update tags for an existing parameter, please use AddTagsToResource or RemoveTagsFromResource.",
        );
      }
      const parameter = putParameter(ssm, {
        name,
        value: input.Value,
        type: input.Type,
        description: input.Description,
        tier,
        overwrite: input.Overwrite ?? false,
        // SSM-7: nobody was asked whether the tags that are there may go.
        tags: given.length === 0 ? undefined : tagsByKey(given),
        by: writerOf(call.caller),
        secure: {
          key: input.KeyId,
          seal: (value) => ({ key: keyId, value: sealedValue(ssm, call, { name, keyId, tier, value }) }),
        },
      });
      return { Version: parameter.version, Tier: parameter.tier };
    },
  };
}
