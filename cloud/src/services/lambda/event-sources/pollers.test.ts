import { expect, it } from "vitest";
import { createPollers } from "./pollers.ts";
import { waited } from "./waiting.ts";

it("many pollers of one mapping are no leak that Node would warn of at the terminal", async () => {
  const warnings: string[] = [];
  const note = ({ name }: Error): void => void warnings.push(name);
  process.on("warning", note);
  const timers = { after: () => () => undefined, elapsed: () => 0 };
  const mapping = { uuid: "m", enabled: true, eventSourceArn: "arn:aws:sqs:eu-west-1:123456789012:q" };
  const poll = async (_arn: string, { signal }: { readonly signal: AbortSignal }): Promise<void> => {
    await Promise.all(Array.from({ length: 20 }, () => waited(timers, 1_000, signal)));
  };
  const sources = new Map([["sqs", { poll }]]);
  const pollers = createPollers({ mappings: { list: () => [mapping] }, sources } as never);

  pollers.start();
  pollers.close();
  await new Promise(setImmediate);
  process.off("warning", note);

  expect(warnings).toEqual([]);
});
