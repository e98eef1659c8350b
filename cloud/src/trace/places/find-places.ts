import { isAbsolute, relative } from "node:path";
import type { Place, Places } from "./place.ts";
import { type Subject, subjectOf } from "./subject.ts";
import { parseTemplateNode, type TemplateNode } from "./template-node.ts";
import { writtenSource } from "./written-source.ts";

/** A stack with what it made. */
export interface PlacedStack {
  readonly stackName: string;
  readonly resources: readonly {
    readonly logicalId: string;
    readonly physicalId: string;
    readonly type: string;
  }[];
}

export interface PlaceSources {
  readonly stacks: () => readonly PlacedStack[];
  /** The template from which the cloud deployed the stack, as it is now; undefined when it came otherwise. */
  readonly templateOf: (stackName: string) => WrittenTemplate | undefined;
  /** Paths are told from there. */
  readonly workingFolder: string;
}

export interface WrittenTemplate {
  /** Absolute path. */
  readonly file: string;
  readonly text: string;
}

interface Owner {
  readonly stack: string;
  readonly logicalId: string;
}

/** Places for one look: stacks and templates are read once, when they are first needed. */
export function findPlaces(sources: PlaceSources): Places {
  let owners: ReadonlyMap<string, Owner> | undefined;
  const templates = new Map<string, Template | undefined>();
  const templateOf = (stack: string): Template | undefined => {
    if (!templates.has(stack)) templates.set(stack, readTemplateOf(sources, stack));
    return templates.get(stack);
  };
  return {
    of: (event) => {
      const subject = subjectOf(event);
      if (subject === undefined || subject.physicalId === "") return undefined;
      owners ??= ownersIn(sources.stacks());
      const owner = owners.get(keyOf(subject));
      return owner && placeOf(subject, owner, templateOf(owner.stack));
    },
  };
}

interface Template {
  readonly file: string;
  readonly root: TemplateNode;
}

function readTemplateOf({ templateOf, workingFolder }: PlaceSources, stack: string): Template | undefined {
  const written = templateOf(stack);
  if (written === undefined) return undefined;
  const root = parseTemplateNode(written.text);
  if (root === undefined) return undefined;
  const path = relative(workingFolder, written.file);
  return { file: path.startsWith("..") || isAbsolute(path) ? written.file : path, root };
}

function placeOf(subject: Subject, { stack, logicalId }: Owner, template: Template | undefined): Place {
  const { change } = subject;
  const owner = template === undefined ? undefined : writtenSource(template.root, logicalId);
  if (template === undefined || owner === undefined) return { stack, logicalId, change };
  const written = { template: template.root, ...owner };
  const found = subject.find?.(written) ?? { part: owner.part };
  return {
    stack,
    logicalId: found.logicalId ?? owner.logicalId,
    file: template.file,
    line: found.part.line,
    change,
  };
}

function ownersIn(stacks: readonly PlacedStack[]): ReadonlyMap<string, Owner> {
  return new Map(
    stacks.flatMap(({ stackName, resources }) =>
      resources.map((one) => [keyOf(one), { stack: stackName, logicalId: one.logicalId }] as const),
    ),
  );
}

function keyOf({ type, physicalId }: { readonly type: string; readonly physicalId: string }): string {
  // A queue's is its URL, which begins with an address of this cloud.
  const id = type === "AWS::SQS::Queue" ? physicalId.slice(physicalId.lastIndexOf("/") + 1) : physicalId;
  return `${type} ${id}`;
}
