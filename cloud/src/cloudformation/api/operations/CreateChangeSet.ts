import { transformsOf } from "../../engine/prepare.ts";
import { assertStackName } from "../../engine/stacks.ts";
import { constraintError, notSupported, stackMissing, validationError } from "../../shared/errors.ts";
import { parseTemplateText } from "../../template/parse.ts";
import { changeSetKeys, requestKeys } from "../condition-keys.ts";
import type { OperationFactory } from "../context.ts";
import { readOperationRequest } from "../operation-request.ts";
import { readToken } from "../request-mark.ts";
import { asksWithRole } from "../service-role.ts";
import { required } from "../template-source.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateChangeSet.html */
export const CreateChangeSet: OperationFactory = (api) => ({
  name: "CreateChangeSet",
  authorize: asksWithRole("cloudformation:CreateChangeSet", (parameters) => ({
    ...requestKeys(parameters),
    ...changeSetKeys(api)(parameters),
  })),
  run: async (parameters, { caller }) => {
    const name = required(parameters, "StackName");
    const changeSetName = required(parameters, "ChangeSetName");
    if (!/^[a-zA-Z][-a-zA-Z0-9]{0,127}$/.test(changeSetName)) {
      const rule = "Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*";
      throw constraintError("changeSetName", changeSetName, rule);
    }
    const stack = api.stacks.find(name);
    if (stack === undefined) assertStackName(name);
    const type = parameters.text("ChangeSetType") ?? "UPDATE";
    if (type !== "CREATE" && type !== "UPDATE") throw notSupported(`ChangeSetType ${type}`);
    if (type === "UPDATE" && stack === undefined) throw stackMissing(name);
    const previous =
      stack === undefined ? undefined : api.stacks.deps.store.revision(stack.stackId, "current");
    const request = await readOperationRequest(api, { parameters, caller }, previous);
    if (type === "UPDATE" && request.onFailure === "DELETE") {
      throw validationError("OnStackFailure DELETE is valid only for change sets of type CREATE.");
    }
    const record = await api.changeSets.create({
      ...request,
      stackName: stack?.name ?? name,
      changeSetName,
      type,
      description: parameters.text("Description"),
      token: readToken(parameters, "ClientToken"),
      hasTransform: transformsOf(await parseTemplateText(request.templateBody)).length > 0,
    });
    return { Id: record.changeSetId, StackId: record.stackId };
  },
});
