import type { ConsoleContext } from "../../wire/console-area.ts";

/** A list in XML: empty, it is an empty text. */
export type XmlList<Item> = readonly Item[] | "" | undefined;

export function listOf<Item>(list: XmlList<Item>): readonly Item[] {
  return list === undefined || list === "" ? [] : list;
}

export interface DescribedStack {
  readonly StackName: string;
  readonly StackId: string;
  readonly StackStatus: string;
  readonly StackStatusReason?: string;
  readonly Description?: string;
  readonly CreationTime: string;
  readonly LastUpdatedTime?: string;
  readonly DeletionTime?: string;
  readonly ChangeSetId?: string;
  readonly RoleARN?: string;
  readonly EnableTerminationProtection?: string;
  readonly Parameters?: XmlList<{ readonly ParameterKey: string; readonly ParameterValue: string }>;
  readonly Outputs?: XmlList<DescribedOutput>;
  readonly Tags?: XmlList<{ readonly Key: string; readonly Value: string }>;
  readonly Capabilities?: XmlList<string>;
}

export interface DescribedOutput {
  readonly OutputKey: string;
  readonly OutputValue: string;
  readonly Description?: string;
  readonly ExportName?: string;
}

type Caller = Pick<ConsoleContext, "call">;

/** One stack by its name, or its id where it was deleted. Throws AwsError ValidationError where there is none. */
export async function describedStack({ call }: Caller, name: string): Promise<DescribedStack> {
  const { Stacks } = await call<{ Stacks?: XmlList<DescribedStack> }>("cloudformation", "DescribeStacks", {
    StackName: name,
  });
  const [stack] = listOf(Stacks);
  if (stack === undefined) throw new Error(`DescribeStacks answered without the stack ${name}.`);
  return stack;
}

/** The member NextToken, where a page has a next one. */
export function nextToken(token: string | null): Record<string, string> {
  return token === null || token === "" ? {} : { NextToken: token };
}
