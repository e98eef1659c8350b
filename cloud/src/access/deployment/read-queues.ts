import { AwsError } from "../../core/errors.ts";
import { operationAnswer } from "../../wire/client/operation-answer.ts";
import { operationRequest } from "../../wire/client/operation-request.ts";
import type { DeployedQueue } from "./deployment.ts";
import { byPlace, type Source } from "./source.ts";

const ON_A_PAGE = 1_000;

interface Listed {
  readonly QueueUrls?: readonly string[];
  readonly NextToken?: string;
}

/** @throws AwsError when the credentials may not read a queue */
export async function readQueues({ client, names }: Source): Promise<DeployedQueue[]> {
  const call = async <Output>(operation: string, input: object): Promise<Output> => {
    const { signingName, ...request } = operationRequest("sqs", operation, { ...input });
    return operationAnswer(await client.send({ service: signingName, ...request })) as Output;
  };
  const attributesOf = async (QueueUrl: string): Promise<Readonly<Record<string, string>> | undefined> => {
    try {
      const asked = { QueueUrl, AttributeNames: ["QueueArn", "Policy"] };
      return (await call<{ Attributes: Readonly<Record<string, string>> }>("GetQueueAttributes", asked))
        .Attributes;
    } catch (error) {
      // Deleted since it was listed.
      if (error instanceof AwsError && error.code === "QueueDoesNotExist") return undefined;
      throw error;
    }
  };
  const urls: string[] = [];
  let NextToken: string | undefined;
  do {
    const page: Listed = await call<Listed>("ListQueues", {
      MaxResults: ON_A_PAGE,
      ...(NextToken === undefined ? {} : { NextToken }),
    });
    urls.push(...(page.QueueUrls ?? []));
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  const found = await Promise.all(
    urls.map(async (url): Promise<DeployedQueue[]> => {
      const attributes = await attributesOf(url);
      if (attributes === undefined) return [];
      const name = url.slice(url.lastIndexOf("/") + 1);
      const policy = attributes["Policy"] || undefined;
      return [{ name, arn: attributes["QueueArn"] ?? "", place: names.placeOf(url, name), policy }];
    }),
  );
  return byPlace(found.flat());
}
