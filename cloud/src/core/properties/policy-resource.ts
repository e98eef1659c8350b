import type {
  ApiCall,
  Properties,
  ProvisionedResource,
  ResourceProvider,
  Value,
} from "../ports/resource-provider.ts";
import { textsProperty } from "./property-values.ts";

const NAME_LENGTH = 255;

export interface PolicyResource {
  /** e.g. `AWS::SQS::QueuePolicy` */
  readonly type: string;
  /** The property that lists what gets the policy. */
  readonly listedIn: string;
  /** The call that puts it on one of those. */
  readonly call: (target: string) => ApiCall;
  readonly transaction: <Result>(work: () => Result) => Result;
  /** @throws AwsError when the target is gone or the policy is none */
  readonly put: (target: string, policy: string) => void;
  /** Of a target that is gone, there is nothing to take. */
  readonly takeAway: (target: string) => void;
}

/** A resource that puts one policy on several others; the last of several resources for one of them counts. */
export function policyProvider(resource: PolicyResource): ResourceProvider {
  const { type, listedIn, transaction } = resource;
  const targetsOf = (properties: Properties) => textsProperty(properties, listedIn);
  const put = (properties: Properties): void => {
    const policy = policyText(properties["PolicyDocument"] ?? null);
    for (const target of targetsOf(properties)) resource.put(target, policy);
  };
  return {
    type,
    properties: { PolicyDocument: true, [listedIn]: true },
    required: ["PolicyDocument", listedIn],
    replaceOn: [],
    untagged: true,
    calls: (_context, change) => {
      const targets =
        change.kind === "update"
          ? [...targetsOf(change.before), ...targetsOf(change.after)]
          : targetsOf(change.properties);
      return [...new Set(targets)].map(resource.call);
    },
    create: async (context, properties) =>
      context.commit(() => {
        transaction(() => put(properties));
        return provisioned(context.generateName({ maxLength: NAME_LENGTH }));
      }),
    update: async (_context, physicalId, before, after) => {
      const kept = targetsOf(after);
      transaction(() => {
        for (const target of targetsOf(before)) if (!kept.includes(target)) resource.takeAway(target);
        put(after);
      });
      return provisioned(physicalId);
    },
    delete: async (_context, _physicalId, properties) => {
      transaction(() => {
        for (const target of targetsOf(properties)) resource.takeAway(target);
      });
    },
  };
}

const provisioned = (physicalId: string): ProvisionedResource => ({
  physicalId,
  attributes: { Id: physicalId },
});

function policyText(document: Value): string {
  return typeof document === "string" ? document : JSON.stringify(document);
}
