import type { Timers } from "../../../core/clock.ts";
import type { Logger } from "../../../core/logger.ts";
import type { FunctionEvents } from "../../../core/ports/function-events.ts";
import type { Properties, ResourceContext } from "../../../core/ports/resource-provider.ts";
import type { Randomness } from "../../../core/randomness.ts";
import { Interrupted } from "../../engine/stack-operation.ts";
import { validationError } from "../../shared/errors.ts";
import type { PutText } from "../shared/put.ts";
import { functionArnOf, serviceTimeoutSeconds, withTexts } from "./request.ts";
import { type CustomResponse, parseResponse } from "./response.ts";
import type { ResponseAddresses } from "./response-addresses.ts";

/** What a function is asked for. */
export interface CustomRequest {
  readonly RequestType: "Create" | "Update" | "Delete";
  readonly ResourceType: string;
  readonly properties: Properties;
  /** Not in a Create. */
  readonly PhysicalResourceId?: string;
  /** In an Update only. */
  readonly oldProperties?: Properties;
}

export interface Conversations {
  /**
   * Sends the request to the function and waits for its response. Throws AwsError when the function cannot
   * be called, says nothing in time or no response; Interrupted when the cloud stops.
   */
  ask(context: ResourceContext, request: CustomRequest): Promise<CustomResponse>;
  /** @throws AwsError ResourceNotFoundException */
  assertFunction(context: ResourceContext, functionArn: string): void;
  /** Ends all that wait. */
  close(): void;
}

export interface ConversationDependencies {
  readonly addresses: ResponseAddresses;
  readonly functionEvents: Pick<FunctionEvents, "refusalOf" | "send">;
  readonly randomness: Randomness;
  readonly timers: Timers;
  readonly logger: Logger;
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-requesttypes.html */
export function createConversations(deps: ConversationDependencies): Conversations {
  const open = new Set<(error: Error) => void>();
  return {
    ask: async (context, request) => {
      const requestId = deps.randomness.uuid();
      const text = await new Promise<PutText>((resolve, reject) => {
        const end = start(deps, { context, request, requestId }, (outcome) => {
          open.delete(stop);
          if (outcome instanceof Error) reject(outcome);
          else resolve(outcome.text);
        });
        const stop = (error: Error) => {
          end();
          reject(error);
        };
        open.add(stop);
      });
      const { stackId: StackId, logicalId: LogicalResourceId } = context;
      return parseResponse(text, { StackId, LogicalResourceId, RequestId: requestId });
    },
    assertFunction: ({ stackId: sourceArn, scope }, functionArn) => {
      const service = "cloudformation.amazonaws.com";
      const caller = { kind: "service", service, sourceArn, sourceAccount: scope.accountId } as const;
      const refusal = deps.functionEvents.refusalOf({ functionArn, caller });
      // Whom its policy lets in is no matter: whoever changes the stack invokes it.
      if (refusal?.code === "ResourceNotFoundException") throw refusal;
    },
    close: () => {
      for (const stop of open) stop(new Interrupted());
      open.clear();
    },
  };
}

interface Asked {
  readonly context: ResourceContext;
  readonly request: CustomRequest;
  readonly requestId: string;
}

/** Calls `settle` once. @returns ends the waiting without a word */
function start(
  deps: ConversationDependencies,
  { context, request, requestId }: Asked,
  settle: (outcome: Error | { readonly text: PutText }) => void,
): () => void {
  const functionArn = functionArnOf(request.properties);
  const seconds = serviceTimeoutSeconds(request.properties);
  const address = deps.addresses.open((text) => finish({ text }));
  const cancel = deps.timers.after(seconds * 1000, () => finish(noResponse(requestId)));
  const end = () => {
    cancel();
    address.close();
  };
  const finish = (outcome: Error | { readonly text: PutText }) => {
    end();
    settle(outcome);
  };
  const payload = JSON.stringify(eventOf({ context, request, requestId }, address.url));
  try {
    deps.functionEvents.send({
      functionArn,
      payload,
      // Nobody is left who could answer: AWS waits for the rest of the time all the same.
      onAbandoned: (reason) => {
        deps.logger.warn(
          { resource: context.logicalId, functionArn, reason },
          "A custom resource got no response.",
        );
        finish(noResponse(requestId));
      },
    });
  } catch (error) {
    end();
    throw error;
  }
  deps.logger.info?.(
    { stack: context.stackName, resource: context.logicalId, functionArn, seconds },
    "A custom resource waits for the response of its function.",
  );
  return end;
}

function eventOf({ context, request, requestId }: Asked, url: string): object {
  const { RequestType, ResourceType, PhysicalResourceId, properties, oldProperties } = request;
  return {
    RequestType,
    ServiceToken: properties["ServiceToken"],
    ResponseURL: url,
    StackId: context.stackId,
    RequestId: requestId,
    LogicalResourceId: context.logicalId,
    ...(PhysicalResourceId === undefined ? {} : { PhysicalResourceId }),
    ResourceType,
    ResourceProperties: withTexts(properties),
    ...(oldProperties === undefined ? {} : { OldResourceProperties: withTexts(oldProperties) }),
  };
}

function noResponse(requestId: string): Error {
  return validationError(
    `CloudFormation did not receive a response from your Custom Resource. Please check your logs for requestId [${requestId}]. If you are using the Python cfn-response module, you may need to update your Lambda function code so that CloudFormation can attach the updated version.`,
  );
}
