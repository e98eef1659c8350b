import type { ResourceProvider } from "../../core/ports/resource-provider.ts";
import type { WaitHandles } from "./wait/handles.ts";
import { noUpdate } from "./wait/no-update.ts";

const TYPE = "AWS::CloudFormation::WaitConditionHandle";

/**
 * An address for signals; its `Ref` is the address.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-waitconditionhandle.html
 */
export function waitConditionHandleProvider(handles: WaitHandles): ResourceProvider {
  return {
    type: TYPE,
    properties: {},
    required: [],
    ...noUpdate(TYPE),
    create: async (context) =>
      context.commit(() => {
        const url = handles.open();
        return { physicalId: url, attributes: { Id: url } };
      }),
    delete: async (_context, physicalId) => handles.close(physicalId),
  };
}
