import { CreateStackCommand, waitUntilStackCreateComplete } from "@aws-sdk/client-cloudformation";
import { THING } from "./chain.ts";
import type { ServedHarness } from "./client.ts";

/** A template of one thing, with a secret parameter and an export. */
export const template = (value: string, more: object = {}) =>
  JSON.stringify({
    Description: "A thing",
    Parameters: { Secret: { Type: "String", NoEcho: true, Default: "hush" } },
    Resources: { A: { Type: THING, Properties: { Value: value } } },
    Outputs: { Id: { Value: { Ref: "A" }, Export: { Name: "the-id" } } },
    ...more,
  });

/** What the SDK's waiters take. */
export const within = ({ client }: ServedHarness) => ({ client, maxWaitTime: 5, minDelay: 1, maxDelay: 1 });

/** The stack `one`, up. */
export async function created(cloud: ServedHarness, body = template("1")): Promise<void> {
  await cloud.client.send(new CreateStackCommand({ StackName: "one", TemplateBody: body }));
  await waitUntilStackCreateComplete(within(cloud), { StackName: "one" });
}
