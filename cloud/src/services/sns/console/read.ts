import { regionalArn } from "../../../core/arns.ts";
import { AwsError } from "../../../core/errors.ts";
import { namesBeginning } from "../../../web/names-beginning.ts";
import type { ConsoleContext } from "../../../wire/console-area.ts";
import { lastPart } from "./addresses.ts";

type Caller = Pick<ConsoleContext, "call" | "account" | "region">;
type Attributes = Readonly<Record<string, string>>;

export interface TopicView {
  readonly name: string;
  readonly arn: string;
  /** All of GetTopicAttributes. */
  readonly attributes: Attributes;
}

export interface TopicsPage {
  readonly rows: readonly TopicView[];
  readonly next: string | undefined;
}

interface Listed<Row> {
  readonly [member: string]: readonly Row[] | string | undefined;
  readonly NextToken?: string;
}

/** A page of AWS's, a hundred, or of those whose names begin so. */
export async function readTopics(
  console: Caller,
  { prefix, token }: { readonly prefix: string; readonly token: string | null },
): Promise<TopicsPage> {
  const { names, next } = await namesBeginning(prefix, token, async (from) => {
    const { Topics, NextToken } = await console.call<Listed<{ readonly TopicArn: string }>>(
      "sns",
      "ListTopics",
      from === null ? {} : { NextToken: from },
    );
    return { names: listed(Topics).map(({ TopicArn }) => lastPart(TopicArn)), next: NextToken };
  });
  const found = await Promise.all(names.map((name) => unlessGone(readTopic(console, name))));
  return { rows: found.filter((each) => each !== undefined), next };
}

/** Undefined where there are more than a page of AWS has. */
export async function countTopics(console: Caller): Promise<number | undefined> {
  const { Topics, NextToken } = await console.call<Listed<object>>("sns", "ListTopics");
  return NextToken === undefined ? listed(Topics).length : undefined;
}

/** @throws AwsError NotFound */
export function readTopic(console: Caller, name: string): Promise<TopicView> {
  const scope = { accountId: console.account, region: console.region };
  return attributesOf(console, regionalArn(scope, "sns", name));
}

async function attributesOf(console: Caller, TopicArn: string): Promise<TopicView> {
  const { Attributes } = await console.call<{ Attributes: Attributes }>("sns", "GetTopicAttributes", {
    TopicArn,
  });
  return { name: lastPart(TopicArn), arn: TopicArn, attributes: Attributes };
}

export interface SubscriptionView {
  /** Undefined until it is confirmed: no list tells it before. */
  readonly arn: string | undefined;
  readonly protocol: string;
  readonly endpoint: string;
  /** All of GetSubscriptionAttributes, of one that is confirmed. */
  readonly attributes: Attributes;
}

export interface SubscriptionsPage {
  readonly subscriptions: readonly SubscriptionView[];
  readonly next: string | undefined;
}

interface ListedSubscription {
  readonly SubscriptionArn: string;
  readonly Protocol: string;
  readonly Endpoint: string;
}

export async function readSubscriptions(
  console: Caller,
  TopicArn: string,
  token: string | null,
): Promise<SubscriptionsPage> {
  const { Subscriptions, NextToken } = await console.call<Listed<ListedSubscription>>(
    "sns",
    "ListSubscriptionsByTopic",
    { TopicArn, ...(token === null ? {} : { NextToken: token }) },
  );
  const subscriptions = await Promise.all(
    listed(Subscriptions).map(async ({ SubscriptionArn, Protocol, Endpoint }) => {
      const arn = SubscriptionArn.startsWith("arn:") ? SubscriptionArn : undefined;
      const attributes =
        arn === undefined ? undefined : await unlessGone(subscriptionAttributes(console, arn));
      return { arn, protocol: Protocol, endpoint: Endpoint, attributes: attributes ?? {} };
    }),
  );
  return { subscriptions, next: NextToken };
}

async function subscriptionAttributes(console: Caller, SubscriptionArn: string): Promise<Attributes> {
  const { Attributes } = await console.call<{ Attributes: Attributes }>("sns", "GetSubscriptionAttributes", {
    SubscriptionArn,
  });
  return Attributes;
}

/** An empty list comes as an empty text. */
function listed<Row>(list: readonly Row[] | string | undefined): readonly Row[] {
  return typeof list === "object" ? list : [];
}

/** What was deleted since it was listed. */
async function unlessGone<Value>(asked: Promise<Value>): Promise<Value | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof AwsError && error.code === "NotFound") return undefined;
    throw error;
  }
}

export function isFifo({ name }: TopicView): boolean {
  return name.endsWith(".fifo");
}
