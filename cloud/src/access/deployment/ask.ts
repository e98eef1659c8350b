import { AwsError } from "../../core/errors.ts";
import type { CloudClient } from "../../runtime/client/cloud-client.ts";
import { operationAnswer } from "../../wire/client/operation-answer.ts";
import { operationRequest } from "../../wire/client/operation-request.ts";

/**
 * An operation made from the model of its service.
 * @throws AwsError with the code and text of a refusal
 */
export async function ask<Output>(
  client: CloudClient,
  service: string,
  operation: string,
  input: object = {},
): Promise<Output> {
  const { signingName, ...request } = operationRequest(service, operation, { ...input });
  return operationAnswer(await client.send({ service: signingName, ...request })) as Output;
}

/** What was listed may be deleted when it is asked for: then its code is one of these. */
export async function unlessGone<Output>(
  codes: readonly string[],
  answer: Promise<Output>,
): Promise<Output | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof AwsError && codes.includes(error.code)) return undefined;
    throw error;
  }
}

interface List {
  readonly service: string;
  readonly operation: string;
  /** Member of the answer that has the list. */
  readonly member: string;
  readonly input?: object;
  /** Names of the token: where it is asked for, and where an answer has it. */
  readonly token?: readonly [asked: string, answered: string];
}

/** All pages of a list. */
export async function askAll<Item>(
  client: CloudClient,
  { service, operation, member, input = {}, token: [asked, answered] = ["NextToken", "NextToken"] }: List,
): Promise<Item[]> {
  const found: Item[] = [];
  let token: unknown;
  do {
    const page: Record<string, unknown> = await ask(client, service, operation, {
      ...input,
      ...(token === undefined ? {} : { [asked]: token }),
    });
    // An empty list of XML is a text.
    if (Array.isArray(page[member])) found.push(...(page[member] as Item[]));
    token = page[answered] || undefined;
  } while (token !== undefined);
  return found;
}
