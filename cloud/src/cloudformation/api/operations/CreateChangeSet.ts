import type { CreateChangeSetInput } from "../../../wire/models/generated/cloudformation.types.ts";
import { transformsOf } from "../../engine/prepare.ts";
import { assertStackName } from "../../engine/stacks.ts";
import { notSupported, stackMissing, validationError } from "../../shared/errors.ts";
import { parseTemplateText } from "../../template/parse.ts";
import type { OperationFactory } from "../context.ts";
import { readOperationRequest, UNSUPPORTED_MEMBERS } from "../operation-request.ts";
import { asksWithRole, changeSetKeys, requestKeys } from "../questions.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateChangeSet.html */
export const CreateChangeSet: OperationFactory<CreateChangeSetInput> = (api) => ({
  name: "CreateChangeSet",
  unsupportedMembers: UNSUPPORTED_MEMBERS,
  authorize: asksWithRole("cloudformation:CreateChangeSet", (input) => ({
    ...requestKeys(input),
    ...changeSetKeys(api)(input),
  })),
  run: async (input, { caller }) => {
    const { StackName: name, ChangeSetName: changeSetName, ChangeSetType: type = "UPDATE" } = input;
    const stack = api.stacks.find(name);
    if (stack === undefined) assertStackName(name);
    if (type === "IMPORT") throw notSupported(`ChangeSetType ${type}`);
    if (type === "UPDATE" && stack === undefined) throw stackMissing(name);
    const previous =
      stack === undefined ? undefined : api.stacks.deps.store.revision(stack.stackId, "current");
    const request = await readOperationRequest(api, { input, caller }, previous);
    if (type === "UPDATE" && request.onFailure === "DELETE") {
      throw validationError("OnStackFailure DELETE is valid only for change sets of type CREATE.");
    }
    const record = await api.changeSets.create({
      ...request,
      stackName: stack?.name ?? name,
      changeSetName,
      type,
      description: input.Description,
      token: input.ClientToken,
      hasTransform: transformsOf(await parseTemplateText(request.templateBody)).length > 0,
    });
    return { Id: record.changeSetId, StackId: record.stackId };
  },
});
