import { isUnsupported } from "../../../cloudformation/engine/rehearse.ts";
import { ServerlessRefusal } from "../../../cloudformation/sam/expansion/errors.ts";
import { expandServerless, type ServerlessOptions } from "../../../cloudformation/sam/transform.ts";
import { asMap, isValueMap, type ValueMap } from "../../../cloudformation/template/value.ts";
import { AwsError } from "../../../core/errors.ts";

/** A template after the serverless transform, as far as that takes it. */
export interface Expansion {
  /** What the transform takes whole as it makes it; the rest as it is written. */
  readonly expanded: ValueMap;
  /** What it says of the rest: AWS refuses it as well. */
  readonly refusals: readonly string[];
  /** What it says is not supported here. */
  readonly missing: readonly string[];
  /** Ids of resources that it has not taken whole; undefined where it has taken none. */
  readonly incomplete: ReadonlySet<string> | undefined;
}

/** Something less of a template. */
interface Reduction {
  readonly template: ValueMap;
  /** Of the resource that has less; empty where it is the section of globals. */
  readonly logicalId: string;
  /** Whether nothing else can need what is gone, so that what is refused next is a mistake of its own. */
  readonly isAlone: boolean;
}

/** Trials cost a whole expansion each; then resources go whole. */
const TRIALS = 60;

/**
 * Expands what the transform takes. It says one thing of a resource and makes nothing of the whole
 * template then: what it complains of is taken out, and asked again, so that one mistake hides nothing else.
 */
export function expandAsFar(template: ValueMap, options: ServerlessOptions): Expansion {
  const refusals = new Set<string>();
  const missing = new Set<string>();
  const incomplete = new Set<string>();
  let current = template;
  let trials = TRIALS;
  let isAlone = true;
  const isTaken = (reduced: ValueMap, message: string): boolean => {
    trials -= 1;
    return trials >= 0 && !attempt(reduced, options).messages.includes(message);
  };
  for (;;) {
    const { expanded, messages } = attempt(current, options);
    for (const message of messages) {
      if (isUnsupported(new AwsError("", message))) missing.add(message);
      else if (isAlone) refusals.add(message);
    }
    const told = { refusals: [...refusals], missing: [...missing] };
    if (expanded !== undefined)
      return { ...told, expanded: withGone(expanded, { template, current }), incomplete };
    const before = current;
    for (const message of messages) {
      const reduction = without(current, message, isTaken);
      if (reduction === undefined) continue;
      current = reduction.template;
      isAlone &&= reduction.isAlone;
      incomplete.add(reduction.logicalId);
    }
    if (current === before) return { ...told, expanded: template, incomplete: undefined };
  }
}

function attempt(
  template: ValueMap,
  options: ServerlessOptions,
): { readonly expanded?: ValueMap; readonly messages: readonly string[] } {
  try {
    return { expanded: expandServerless(template, options), messages: [] };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return { messages: error instanceof ServerlessRefusal ? error.messages : [error.message] };
  }
}

/** Resources that went whole stand as they were. */
function withGone(
  expanded: ValueMap,
  { template, current }: Record<"template" | "current", ValueMap>,
): ValueMap {
  const kept = asMap(current["Resources"]);
  const gone = Object.entries(asMap(template["Resources"])).filter(([id]) => !Object.hasOwn(kept, id));
  return { ...expanded, Resources: { ...asMap(expanded["Resources"]), ...Object.fromEntries(gone) } };
}

type IsTaken = (reduced: ValueMap, message: string) => boolean;

const RESOURCE = /^(?:R|Transforming r)esource with id \[(\w{1,255})\]/;
const EVENT = /^Resource with id \[\w{1,255}\] is invalid\. Event with id \[(\w{1,255})\]/;
const UNKNOWN_PROPERTY =
  /^Resource with id \[\w{1,255}\] is invalid\. property (\w{1,255}) not defined for resource of type/;

/** The template without what a message complains of; undefined where that is not known. */
function without(template: ValueMap, message: string, isTaken: IsTaken): Reduction | undefined {
  const { logicalId, event } = placeIn(template, message);
  const resource = asMap(template["Resources"])[logicalId];
  // Of a section, or of what another message has taken out.
  if (!isValueMap(resource)) return withoutGlobal(template, message, isTaken);
  const properties = asMap(resource["Properties"]);
  const events = asMap(properties["Events"]);
  const having = (Properties: ValueMap, isAlone: boolean): Reduction => {
    const reduced = withResource(template, logicalId, { ...resource, Properties });
    return { template: reduced, logicalId, isAlone };
  };
  if (Object.hasOwn(events, event)) return having({ ...properties, Events: less(events, event) }, true);
  const [, unknown] = UNKNOWN_PROPERTY.exec(message) ?? [];
  for (const name of mentionedFirst(Object.keys(properties), message)) {
    const tried = having(less(properties, name), name === unknown);
    if (tried.isAlone || isTaken(tried.template, message)) return tried;
  }
  return { template: withResource(template, logicalId, undefined), logicalId, isAlone: false };
}

/** Where a message says that it is: some name what an event of a function would become. */
function placeIn(
  template: ValueMap,
  message: string,
): { readonly logicalId: string; readonly event: string } {
  const [, logicalId = ""] = RESOURCE.exec(message) ?? [];
  const [, event = ""] = EVENT.exec(message) ?? [];
  const resources = asMap(template["Resources"]);
  if (Object.hasOwn(resources, logicalId)) return { logicalId, event };
  for (const [id, resource] of Object.entries(resources)) {
    const events = asMap(asMap(asMap(resource)["Properties"])["Events"]);
    const made = Object.keys(events).find((name) => `${id}${name}` === logicalId);
    if (made !== undefined) return { logicalId: id, event: made };
  }
  return { logicalId, event };
}

function withResource(template: ValueMap, logicalId: string, body: ValueMap | undefined): ValueMap {
  const others = less(asMap(template["Resources"]), logicalId);
  return { ...template, Resources: body === undefined ? others : { ...others, [logicalId]: body } };
}

function less(map: ValueMap, name: string): ValueMap {
  const { [name]: _gone, ...others } = map;
  return others;
}

function withoutGlobal(template: ValueMap, message: string, isTaken: IsTaken): Reduction | undefined {
  const globals = asMap(template["Globals"]);
  for (const [kind, properties] of Object.entries(globals)) {
    for (const name of mentionedFirst(Object.keys(asMap(properties)), message)) {
      const reduced = { ...template, Globals: { ...globals, [kind]: less(asMap(properties), name) } };
      if (isTaken(reduced, message)) return { template: reduced, logicalId: "", isAlone: false };
    }
  }
  return undefined;
}

function mentionedFirst(names: readonly string[], message: string): string[] {
  const isMentioned = (name: string) => message.includes(name);
  return [...names.filter(isMentioned), ...names.filter((name) => !isMentioned(name))];
}
