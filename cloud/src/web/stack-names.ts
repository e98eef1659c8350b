import type { ConsoleContext } from "../wire/console-area.ts";
import { unlessRefused } from "./settled.ts";

/** What a template calls the things that stacks made. */
export interface StackNames {
  /** The logical id for a physical id; the physical id itself where no stack made it. */
  short(physicalId: string): string;
  stackOf(physicalId: string): string | undefined;
}

interface Described {
  readonly Stacks?: readonly { readonly StackName: string }[];
}

interface Resources {
  readonly StackResources?: readonly {
    readonly LogicalResourceId: string;
    readonly PhysicalResourceId?: string;
  }[];
}

/** Reads the resources of all stacks. */
export async function readStackNames(console: ConsoleContext): Promise<StackNames> {
  const { Stacks = [] } = await console.call<Described>("cloudformation", "DescribeStacks");
  const known = new Map<string, readonly [logical: string, stack: string]>();
  for (const { StackName } of Stacks) {
    const { StackResources = [] } = await console.call<Resources>(
      "cloudformation",
      "DescribeStackResources",
      { StackName },
    );
    for (const { LogicalResourceId, PhysicalResourceId = "" } of StackResources) {
      known.set(PhysicalResourceId, [LogicalResourceId, StackName]);
    }
  }
  return {
    short: (id) => known.get(id)?.[0] ?? id,
    stackOf: (id) => known.get(id)?.[1],
  };
}

/** The stack that made a thing; undefined where none did. */
export async function stackOf(
  console: Pick<ConsoleContext, "call">,
  physicalId: string,
): Promise<string | undefined> {
  return (await madeBy(console, physicalId))?.stack;
}

interface Maker {
  readonly stack: string;
  /** What its template calls the thing. */
  readonly logicalId: string;
}

/** Where a thing stands in templates; undefined for what no stack made. */
export async function madeBy(
  console: Pick<ConsoleContext, "call">,
  PhysicalResourceId: string,
): Promise<Maker | undefined> {
  const found = await unlessRefused(
    console.call<{ StackResources?: readonly { StackName: string; LogicalResourceId: string }[] | "" }>(
      "cloudformation",
      "DescribeStackResources",
      { PhysicalResourceId },
    ),
  );
  const one = [...(found?.StackResources || [])][0];
  return one === undefined ? undefined : { stack: one.StackName, logicalId: one.LogicalResourceId };
}
