import { parseArn } from "../../core/arns.ts";
import { UserError } from "../../core/errors.ts";
import { hasPart } from "../../core/part-of-name.ts";
import type { RunCall, ScheduledRun } from "../../core/ports/scheduled-runs.ts";
import { withState } from "../../core/shown-commands.ts";
import type { CloudClient } from "../../runtime/client/cloud-client.ts";
import { operationAnswer } from "../../wire/client/operation-answer.ts";
import { operationRequest } from "../../wire/client/operation-request.ts";
import { type Command, JSON_OPTION, STATE_OPTION, textOption } from "../command.ts";
import { connect } from "../connection.ts";

/** `portcullis run-schedule`: calls what a schedule calls, once and now. */
export const runSchedule: Command = {
  name: "run-schedule",
  summary: "Run a schedule, or a rule with one, now and say what became of it.",
  args: [
    {
      syntax: "<schedule>",
      description: "its name or a part of it, group/name, its ARN; or that of a rule with a schedule",
    },
  ],
  options: [STATE_OPTION, JSON_OPTION],
  examples: ["npx portcullis run-schedule nightly", "npx portcullis run-schedule reports/nightly --json"],
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

interface Named {
  readonly Arn: string;
  readonly Name: string;
}

/** @throws UserError where several or none are called so */
async function arnOf(client: CloudClient, word: string): Promise<string> {
  if (parseArn(word) !== undefined) return word;
  const slash = word.indexOf("/");
  const name = word.slice(slash + 1);
  const all = [
    ...(await schedulesIn(client, slash === -1 ? undefined : word.slice(0, slash))),
    ...(slash === -1 ? await rulesWithTimes(client) : []),
  ];
  const same = all.filter(({ Name }) => Name === name);
  const found = same.length > 0 ? same : all.filter(({ Name }) => name !== "" && hasPart(Name, name));
  const [only, ...others] = found;
  if (only !== undefined && others.length === 0) return only.Arn;
  if (only !== undefined) {
    throw new UserError(`Several are called ${JSON.stringify(word)}: ${listed(found, "Arn")}.`);
  }
  const there = all.length === 0 ? "There are none." : `There are: ${listed(all, "Name")}.`;
  throw new UserError(`No schedule, and no rule with one, is called ${JSON.stringify(word)}. ${there}`);
}

const MOST_NAMED = 20;

function listed(found: readonly Named[], member: keyof Named): string {
  const names = found.slice(0, MOST_NAMED).map((one) => one[member]);
  return `${names.join(", ")}${found.length > MOST_NAMED ? " …" : ""}`;
}

async function schedulesIn(client: CloudClient, group: string | undefined): Promise<Named[]> {
  const named = group === undefined ? {} : { GroupName: group };
  const found: Named[] = [];
  let next = {};
  do {
    const page: { readonly Schedules?: readonly Named[]; readonly NextToken?: string } = await asked(client, {
      service: "scheduler",
      operation: "ListSchedules",
      input: { ...named, ...next, MaxResults: 100 },
    });
    found.push(...(page.Schedules ?? []));
    next = page.NextToken === undefined ? {} : { NextToken: page.NextToken };
  } while ("NextToken" in next);
  return found;
}

async function rulesWithTimes(client: CloudClient): Promise<Named[]> {
  const { Rules = [] } = await asked<{ Rules?: readonly (Named & { ScheduleExpression?: string })[] }>(
    client,
    { service: "events", operation: "ListRules", input: {} },
  );
  return Rules.filter(({ ScheduleExpression }) => ScheduleExpression !== undefined);
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
