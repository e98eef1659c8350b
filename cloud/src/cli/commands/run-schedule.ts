import { parseArn } from "../../core/arns.ts";
import { UserError } from "../../core/errors.ts";
import type { RunCall, ScheduledRun } from "../../core/ports/scheduled-runs.ts";
import type { CloudClient } from "../../runtime/client/cloud-client.ts";
import { operationAnswer } from "../../wire/client/operation-answer.ts";
import { operationRequest } from "../../wire/client/operation-request.ts";
import { type Command, JSON_OPTION, STATE_OPTION, textOption } from "../command.ts";
import { connect } from "../connection.ts";
import { withState } from "../given-flags.ts";

/** `portcullis run-schedule`: calls what a schedule calls, once and now. */
export const runSchedule: Command = {
  name: "run-schedule",
  summary: "Run a schedule, or a rule with one, now and say what became of it.",
  args: [
    {
      syntax: "<schedule>",
      description: "its name, group/name, its ARN, or the name of a rule of EventBridge with a schedule",
    },
  ],
  options: [STATE_OPTION, JSON_OPTION],
  examples: ["portcullis run-schedule nightly", "portcullis run-schedule reports/nightly --json"],
  run: async ([word = ""], options, context) => {
    const { client } = connect(options, context);
    const arn = await arnOf(client, word);
    const run = await client.page<ScheduledRun>(
      `/_portcullis/schedule-runs?arn=${encodeURIComponent(arn)}`,
      "POST",
    );
    if (options["json"] === true) context.print(JSON.stringify(run));
    else if (run.calls.length === 0) context.print("It has no target: nothing was called.");
    else for (const call of run.calls) context.print(lineOf(call));
    if (run.calls.every(({ outcome }) => outcome === "delivered")) return;
    throw new UserError(
      "Not all was delivered.",
      withState(`npx portcullis explain ${run.request}`, textOption(options, "state")),
    );
  },
};

function lineOf({ targetArn, outcome, error }: RunCall): string {
  const why = error === undefined ? "" : `: ${error.code}: ${error.message}`;
  return `${WORDS[outcome]} ${targetArn}${why}`;
}

const WORDS = {
  delivered: "delivered to",
  refused: "refused by",
  retried: "tried again, failed at",
} as const;

/** @throws UserError where several or none are called so */
async function arnOf(client: CloudClient, word: string): Promise<string> {
  if (parseArn(word) !== undefined) return word;
  const found = [...(await schedulesCalled(client, word)), ...(await rulesCalled(client, word))];
  const [only, ...others] = found;
  if (only !== undefined && others.length === 0) return only;
  if (only === undefined) {
    throw new UserError(`No schedule, and no rule with one, is called ${JSON.stringify(word)}.`);
  }
  throw new UserError(`Several are called ${JSON.stringify(word)}: ${found.join(", ")}. Give an ARN.`);
}

interface Listed<Row> {
  readonly Schedules?: readonly Row[];
  readonly Rules?: readonly Row[];
}

async function schedulesCalled(client: CloudClient, word: string): Promise<string[]> {
  const slash = word.indexOf("/");
  const name = word.slice(slash + 1);
  const group = slash === -1 ? {} : { GroupName: word.slice(0, slash) };
  const { Schedules = [] } = await asked<Listed<{ Arn: string; Name: string }>>(client, {
    service: "scheduler",
    operation: "ListSchedules",
    input: { ...group, NamePrefix: name, MaxResults: 100 },
  });
  return Schedules.filter(({ Name }) => Name === name).map(({ Arn }) => Arn);
}

async function rulesCalled(client: CloudClient, word: string): Promise<string[]> {
  const { Rules = [] } = await asked<Listed<{ Arn: string; Name: string; ScheduleExpression?: string }>>(
    client,
    { service: "events", operation: "ListRules", input: { NamePrefix: word } },
  );
  return Rules.filter(
    ({ Name, ScheduleExpression }) => Name === word && ScheduleExpression !== undefined,
  ).map(({ Arn }) => Arn);
}

interface Asked {
  readonly service: string;
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
}

async function asked<Output>(client: CloudClient, { service, operation, input }: Asked): Promise<Output> {
  const { signingName, ...request } = operationRequest(service, operation, input);
  return operationAnswer(await client.send({ service: signingName, ...request })) as Output;
}
