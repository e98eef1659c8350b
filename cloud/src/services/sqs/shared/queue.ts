import { parseArn, regionalArn, type Scope } from "../../../core/arns.ts";
import type { Endpoints } from "../../../core/endpoints.ts";
import { invalidAddress, queueDoesNotExist } from "./errors.ts";

export interface Queue {
  readonly name: string;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  readonly modifiedAt: number;
  /** What was set, by AWS's name; defaults are left out. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  /** Epoch milliseconds of the last PurgeQueue. */
  readonly purgedAt?: number;
}

export const isFifo = ({ attributes }: Pick<Queue, "attributes">): boolean =>
  attributes["FifoQueue"] === "true";

export function queueArn(scope: Scope, name: string): string {
  return regionalArn(scope, "sqs", name);
}

/** The name in the ARN of a queue of this account and region. */
export function nameInArn(arn: string, scope: Scope): string | undefined {
  const parsed = parseArn(arn);
  if (parsed?.service !== "sqs") return undefined;
  return queueArn(scope, parsed.resource) === arn ? parsed.resource : undefined;
}

/** `http://localhost:4566/123456789012/orders`: SDKs send to the host of this address. */
export function queueUrl({ base }: Pick<Endpoints, "base">, { accountId }: Scope, name: string): string {
  return `${base}/${accountId}/${name}`;
}

const PATH = /^\/(\d{12})\/([^/]+)$/;

/**
 * The queue that an address means: AWS reads the account and the name of its path, whatever the host.
 * @throws SqsError InvalidAddress for no address, QueueDoesNotExist for another account's
 */
export function nameInUrl(url: string, { accountId }: Scope): string {
  const [, account, name = ""] = PATH.exec(pathOf(url)) ?? [];
  if (account === undefined) throw invalidAddress(url);
  if (account !== accountId) throw queueDoesNotExist();
  return name;
}

/** Old clients give the path alone. */
function pathOf(url: string): string {
  if (url.startsWith("/")) return url;
  return URL.canParse(url) ? new URL(url).pathname : "";
}
