import type { ApiCall, Properties, ResourceProvider } from "../../core/ports/resource-provider.ts";
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
      if (change.kind === "delete") {
        return [{ operation: "DeleteStack", input: { StackName: change.physicalId } }];
      }
      if (change.kind === "update") {
        return [{ operation: "UpdateStack", input: inputOf(change.physicalId, change.after) }];
      }
      return [{ operation: "CreateStack", input: inputOf(nested.nameOf(context), change.properties) }];
    },
    create: nested.create,
    update: (context, physicalId, _before, after) => nested.update(context, physicalId, after),
    finish: (_context, physicalId) => nested.finish(physicalId),
    delete: nested.remove,
  };
}

function inputOf(StackName: string, { TemplateURL }: Properties): Record<string, string> {
  return { StackName, TemplateURL: String(TemplateURL) };
}
