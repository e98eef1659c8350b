import type { Properties, ResourceProvider } from "../../../core/ports/resource-provider.ts";
import { requiredTextProperty, textProperty } from "../../../core/properties/property-values.ts";
import { callerName } from "../../../iam/policies/denial.ts";
import type { SnsContext } from "../shared/context.ts";
import { notSupportedHere } from "../shared/errors.ts";
import { changeSubscription, requireSubscription, subscribe, unsubscribe } from "../subscriptions/manager.ts";
import { topicAt } from "../topics/manager.ts";

/** Properties that are attributes of the API under the same name. */
const ATTRIBUTES = [
  "DeliveryPolicy",
  "FilterPolicy",
  "FilterPolicyScope",
  "RawMessageDelivery",
  "RedrivePolicy",
] as const;

/** What holds again once a property is taken out of the template; empty text takes an attribute away. */
const DEFAULTS: Readonly<Record<string, string>> = {
  FilterPolicyScope: "MessageAttributes",
  RawMessageDelivery: "false",
};

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sns-subscription.html */
export function subscriptionProvider(sns: SnsContext): ResourceProvider {
  const provisioned = (arn: string) => ({ physicalId: arn, attributes: { Arn: arn } });
  return {
    type: "AWS::SNS::Subscription",
    properties: {
      ...Object.fromEntries(ATTRIBUTES.map((name) => [name, true as const])),
      Endpoint: true,
      Protocol: true,
      Region: true,
      TopicArn: true,
    },
    required: ["Protocol", "TopicArn"],
    replaceOn: ["Endpoint", "Protocol", "TopicArn"],
    untagged: true,
    calls: (_context, change) => {
      if (change.kind === "delete") {
        return [{ operation: "Unsubscribe", input: { SubscriptionArn: change.physicalId } }];
      }
      if (change.kind === "create") {
        return [{ operation: "Subscribe", input: subscriptionOf(change.properties) }];
      }
      const input = { SubscriptionArn: change.physicalId };
      const isChanged = Object.keys(changedSettings(change.before, change.after)).length > 0;
      return isChanged ? [{ operation: "SetSubscriptionAttributes", input }] : [];
    },
    create: async (context, properties) => {
      assertRegion(sns, properties);
      const { TopicArn, Protocol: protocol, Endpoint: endpoint } = subscriptionOf(properties);
      return context.commit(() => {
        const { arn } = subscribe(sns, topicAt(sns, TopicArn), {
          protocol,
          endpoint,
          attributes: attributesOf(properties),
          principal: callerName(context.caller),
        });
        return provisioned(arn);
      });
    },
    update: async (_context, arn, before, after) => {
      assertRegion(sns, after);
      const changed = changedSettings(before, after);
      if (Object.keys(changed).length > 0) changeSubscription(sns, requireSubscription(sns, arn), changed);
      return provisioned(arn);
    },
    delete: async (_context, arn) => unsubscribe(sns, arn),
  };
}

function subscriptionOf(properties: Properties) {
  return {
    TopicArn: requiredTextProperty(properties, "TopicArn"),
    Protocol: requiredTextProperty(properties, "Protocol"),
    Endpoint: textProperty(properties, "Endpoint") ?? "",
  };
}

/** The topic of another region is not here. */
function assertRegion({ scope }: SnsContext, properties: Properties): void {
  const region = textProperty(properties, "Region");
  if (region !== undefined && region !== scope.region)
    throw notSupportedHere(`A topic of the region ${region}`);
}

function attributesOf(properties: Properties): Record<string, string> {
  const given = ATTRIBUTES.flatMap((name): [string, string][] => {
    const value = properties[name];
    if (value === undefined || value === null) return [];
    return [[name, typeof value === "object" ? JSON.stringify(value) : String(value)]];
  });
  return Object.fromEntries(given);
}

function changedSettings(before: Properties, after: Properties): Record<string, string> {
  const [old, wanted] = [attributesOf(before), attributesOf(after)];
  const gone = Object.keys(old)
    .filter((name) => !Object.hasOwn(wanted, name))
    .map((name) => [name, DEFAULTS[name] ?? ""]);
  const changed = Object.entries(wanted).filter(([name, value]) => old[name] !== value);
  return { ...Object.fromEntries(gone), ...Object.fromEntries(changed) };
}
