import type { Target } from "../../../wire/models/generated/events.types.ts";
import { filledTemplate } from "./input-template.ts";
import { valueAt } from "./json-path.ts";

/** An event on its way to a target of a rule. */
export interface MatchedEvent {
  /** JSON text. */
  readonly text: string;
  readonly ruleArn: string;
  readonly ruleName: string;
  /** ISO 8601. */
  readonly ingestedAt: string;
}

/**
 * What the target gets: the event, or what Input, InputPath or InputTransformer make of it.
 * @returns JSON text; undefined when the transformer makes none
 */
export function targetInput(
  { Input, InputPath, InputTransformer }: Target,
  event: MatchedEvent,
): string | undefined {
  if (Input !== undefined) return Input;
  if (InputPath !== undefined) return JSON.stringify(valueAt(JSON.parse(event.text), InputPath) ?? {});
  if (InputTransformer === undefined) return event.text;
  const { InputPathsMap: paths = {}, InputTemplate } = InputTransformer;
  const document = JSON.parse(event.text) as Readonly<Record<string, unknown>>;
  return filledTemplate(InputTemplate, (name) => {
    const reserved = RESERVED.get(name);
    if (reserved !== undefined) return reserved(event, document);
    return valueAt(document, paths[name] ?? "");
  });
}

type Reserved = (event: MatchedEvent, document: Readonly<Record<string, unknown>>) => unknown;

const RESERVED: ReadonlyMap<string, Reserved> = new Map<string, Reserved>([
  ["aws.events.rule-arn", ({ ruleArn }) => ruleArn],
  ["aws.events.rule-name", ({ ruleName }) => ruleName],
  ["aws.events.event.ingestion-time", ({ ingestedAt }) => ingestedAt],
  ["aws.events.event.json", (_event, document) => document],
  [
    "aws.events.event",
    (_event, { "detail-type": detailType, detail: _detail, ...rest }) => ({ ...rest, detailType }),
  ],
]);
