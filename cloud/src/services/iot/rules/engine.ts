import type { Clock, Timers } from "../../../core/clock.ts";
import { AwsError } from "../../../core/errors.ts";
import type { Logger } from "../../../core/logger.ts";
import type { Trace } from "../../../core/ports/trace.ts";
import type { Randomness } from "../../../core/randomness.ts";
import type { Action } from "../../../wire/models/generated/iot.types.ts";
import type { Message, MessageOrigin } from "../broker/message.ts";
import { filterMatches } from "../broker/topics.ts";
import type { RuleRun } from "./actions/action.ts";
import { describeAction, runAction } from "./actions/index.ts";
import type { ActionContext } from "./context.ts";
import type { RuleMessage, RuleMessages, WaitingMessage } from "./messages.ts";
import { ruleArn, type TopicRule } from "./rule.ts";
import type { Statement } from "./sql/ast.ts";
import type { SqlValue } from "./sql/convert.ts";
import { evaluationOf } from "./sql/evaluate.ts";
import { parseStatement } from "./sql/parse.ts";
import { EvaluationError } from "./sql/sql-error.ts";
import type { RuleStore } from "./store.ts";

/** Hands messages to the rules that are about them, and has the rules act. */
export interface RuleEngine {
  /** Belongs into the transaction of the publish. @param ingest the rule that Basic Ingest names */
  take(message: Message, origin: MessageOrigin, ingest?: string): void;
  /** From now on rules act, beginning with what an earlier run left. */
  start(): void;
  /** Resolves when none acts. */
  idle(): Promise<void>;
  close(): void;
}

interface Options extends ActionContext {
  readonly rules: RuleStore;
  readonly messages: RuleMessages;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly timers: Timers;
  readonly trace: Trace;
  readonly logger: Logger;
}

interface Compiled {
  readonly rule: TopicRule;
  readonly statement: Statement;
  /** Levels of its topic filter. */
  readonly levels: readonly string[] | undefined;
}

/** Messages that are looked at beside each other. */
const BATCH = 20;

export function createRuleEngine(options: Options): RuleEngine {
  const { messages, timers, rules } = options;
  const compiled = compiler(rules);
  let isStarted = false;
  let isClosed = false;
  let draining: Promise<void> | undefined;
  let cancel: (() => void) | undefined;

  const drain = async (): Promise<void> => {
    let tried = 0;
    for (;;) {
      const waiting = messages.after(tried, BATCH);
      if (waiting.length === 0 || isClosed) break;
      tried = waiting.at(-1)?.id ?? tried;
      await Promise.all(waiting.map(done));
    }
  };
  const done = async (waiting: WaitingMessage): Promise<void> => {
    const found = compiled().get(waiting.rule);
    if (found !== undefined) {
      await apply(options, found, waiting.message).catch((error: unknown) => {
        options.logger.error({ err: error, rule: waiting.rule }, "A topic rule broke over a message.");
      });
    }
    // What ended with the cloud is done again by the next run.
    if (!isClosed) messages.remove(waiting.id);
  };
  const wake = (): void => {
    if (!isStarted) return;
    cancel ??= timers.after(0, () => {
      cancel = undefined;
      draining ??= drain()
        .catch((error: unknown) => options.logger.error({ err: error }, "Topic rules stopped."))
        .finally(() => {
          draining = undefined;
        });
    });
  };

  return {
    take: (message, origin, ingest) => {
      const names = ingest === undefined ? matching(compiled(), message.topic) : [ingest];
      if (names.length === 0) return;
      const taken: RuleMessage = {
        ...origin,
        topic: message.topic,
        payload: message.payload.toString("base64"),
        traceId: options.randomness.uuid(),
        time: options.clock.now(),
      };
      for (const name of names) {
        const found = compiled().get(name);
        if (found === undefined || found.rule.disabled) tellNotActive(options, name, taken);
        else messages.add(name, taken);
      }
      wake();
    },
    start: () => {
      isStarted = true;
      wake();
    },
    idle: async () => {
      while (draining !== undefined) await draining;
    },
    close: () => {
      isClosed = true;
      cancel?.();
    },
  };
}

/** Rules by name, read anew when one changes. */
function compiler(rules: RuleStore): () => ReadonlyMap<string, Compiled> {
  let known: ReadonlyMap<string, Compiled> | undefined;
  let version = -1;
  return () => {
    if (known === undefined || version !== rules.version) {
      version = rules.version;
      known = new Map(rules.list().map((rule) => [rule.name, compile(rule)]));
    }
    return known;
  };
}

function compile(rule: TopicRule): Compiled {
  const statement = parseStatement(rule.sql);
  return { rule, statement, levels: statement.from?.split("/") };
}

function matching(compiled: ReadonlyMap<string, Compiled>, topic: string): readonly string[] {
  if (compiled.size === 0) return [];
  const topicLevels = topic.split("/");
  return [...compiled.values()]
    .filter(
      ({ rule, levels }) => !rule.disabled && levels !== undefined && filterMatches(levels, topicLevels),
    )
    .map(({ rule }) => rule.name);
}

/** What fails goes to the error action and to the trace. */
async function apply(options: Options, { rule, statement }: Compiled, message: RuleMessage): Promise<void> {
  const evaluation = evaluationOf({
    ...message,
    payload: Buffer.from(message.payload, "base64"),
    now: message.time,
    accountId: options.scope.accountId,
    sqlVersion: rule.sqlVersion,
    newUuid: () => options.randomness.uuid(),
    random: () => options.randomness.integer(RANDOM_STEPS) / RANDOM_STEPS,
  });
  let selected: { readonly value: SqlValue } | undefined;
  try {
    selected = evaluation.select(statement);
  } catch (error) {
    if (!(error instanceof EvaluationError)) throw error;
    options.logger.warn({ rule: rule.name, reason: error.message }, "A rule could not read a message.");
    return;
  }
  if (selected === undefined) return;
  const run: RuleRun = { ...options, ruleName: rule.name, message, evaluation, output: selected.value };
  const failures = (await Promise.all(rule.actions.map((action) => failureOf(options, run, action)))).flat();
  if (failures.length === 0 || rule.errorAction === undefined) return;
  await failureOf(options, { ...run, output: errorDocument(run, failures) }, rule.errorAction);
}

const RANDOM_STEPS = 2 ** 32;

interface Failure {
  readonly failedAction: string;
  readonly failedResource: string;
  readonly errorMessage: string;
}

async function failureOf(options: Options, run: RuleRun, action: Action): Promise<readonly Failure[]> {
  try {
    await runAction(run, action);
    return [];
  } catch (error) {
    const about = describeAction(action);
    tellFailed(options, run, { about, error });
    const errorMessage = error instanceof Error ? error.message : String(error);
    return [{ ...about, errorMessage }];
  }
}

/** @see https://docs.aws.amazon.com/iot/latest/developerguide/rule-error-handling.html */
function errorDocument({ ruleName, message }: RuleRun, failures: readonly Failure[]): SqlValue {
  return {
    ruleName,
    topic: message.topic,
    cloudwatchTraceId: message.traceId,
    clientId: message.clientId ?? "N/A",
    sourceIp: message.sourceIp,
    base64OriginalPayload: message.payload,
    failures: failures.map((failure) => ({ ...failure })),
  };
}

interface Told {
  readonly about: Omit<Failure, "errorMessage">;
  readonly error: unknown;
}

function tellFailed(
  { trace, logger, scope }: Options,
  { ruleName, message }: RuleRun,
  { about, error }: Told,
): void {
  const { failedAction, failedResource } = about;
  logger.warn({ rule: ruleName, ...about, err: error }, "An action of a topic rule failed.");
  if (!(error instanceof AwsError)) return;
  trace.record({
    request: message.traceId,
    ...(message.cause === undefined ? {} : { parent: message.cause }),
    service: "iot",
    operation: `${ruleName}: ${failedAction} ${failedResource}`,
    step: "rule-action",
    verdict: "deny",
    ms: 0,
    who: ruleArn(scope, ruleName),
    ...(error.why === undefined ? {} : { why: error.why }),
    wire: { status: error.status, code: error.code, message: error.message },
  });
}

/** Basic Ingest names a rule that is not there or does not act: the publisher is not told. */
function tellNotActive({ trace, scope }: Options, name: string, message: RuleMessage): void {
  trace.record({
    request: message.traceId,
    ...(message.cause === undefined ? {} : { parent: message.cause }),
    service: "iot",
    operation: `${name}: ${message.topic}`,
    step: "rule",
    verdict: "deny",
    ms: 0,
    who: message.principal,
    wire: {
      status: 404,
      code: "RuleNotFound",
      message: `${ruleArn(scope, name)} is not there, or disabled: its message is lost`,
    },
  });
}
