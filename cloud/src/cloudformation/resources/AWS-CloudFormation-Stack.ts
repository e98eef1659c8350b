import type { ApiCall, Properties, ResourceProvider } from "../../core/ports/resource-provider.ts";
import { QueryParameters } from "../../wire/protocols/query-parameters.ts";
import type { NestedStacks } from "./nested/nested-stacks.ts";

/**
 * A stack that is a resource of another one.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-stack.html
 */
export function stackProvider(nested: NestedStacks): ResourceProvider {
  return {
    type: "AWS::CloudFormation::Stack",
    properties: {
      Parameters: { "*": true },
      Tags: { Key: true, Value: true },
      TemplateURL: true,
      TimeoutInMinutes: true,
    },
    required: ["TemplateURL"],
    replaceOn: [],
    calls: (context, change): readonly ApiCall[] => {
      if (change.kind === "delete") return [call("DeleteStack", { StackName: change.physicalId })];
      if (change.kind === "update") {
        return [call("UpdateStack", { StackName: change.physicalId, ...templateOf(change.after) })];
      }
      const StackName = nested.nameOf(context);
      return [call("CreateStack", { StackName, ...templateOf(change.properties) })];
    },
    create: nested.create,
    update: (context, physicalId, _before, after) => nested.update(context, physicalId, after),
    finish: (_context, physicalId) => nested.finish(physicalId),
    delete: nested.remove,
  };
}

function call(operation: string, parameters: Record<string, string>): ApiCall {
  return { operation, input: new QueryParameters(new URLSearchParams(parameters).toString()) };
}

function templateOf({ TemplateURL }: Properties): Record<string, string> {
  return { TemplateURL: String(TemplateURL) };
}
