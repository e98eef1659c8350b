import { AwsError } from "../../core/errors.ts";
import { childOf } from "../../runtime/client/read-xml.ts";
import { CLOUDFORMATION, membersOf, queryAws } from "./query.ts";
import type { Aws } from "./send-signed.ts";

/** More pages than any account has exports: an answer that never ends is not followed. */
const PAGE_LIMIT = 100;

/**
 * Stacks that import what `stackName` exports. While there is one, CloudFormation takes a deletion
 * up and gives it up at once, and `sam delete` waits for it in vain.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListImports.html
 */
export async function importingStacks(aws: Aws, stackName: string): Promise<ReadonlySet<string>> {
  const importing = new Set<string>();
  for (const name of await exportsOf(aws, stackName)) {
    for (const stack of await importersOf(aws, name)) importing.add(stack);
  }
  return importing;
}

async function exportsOf(aws: Aws, stackName: string): Promise<string[]> {
  const names: string[] = [];
  let token: string | undefined;
  for (let page = 0; page < PAGE_LIMIT; page += 1) {
    const more: Record<string, string> = token === undefined ? {} : { NextToken: token };
    const answer = await queryAws(aws, CLOUDFORMATION, { Action: "ListExports", ...more });
    for (const member of membersOf(childOf(answer, "Exports"))) {
      const [, name] = (childOf(member, "ExportingStackId")?.text ?? "").split("/");
      if (name === stackName) names.push(childOf(member, "Name")?.text ?? "");
    }
    token = childOf(answer, "NextToken")?.text;
    if (token === undefined || token === "") break;
  }
  return names;
}

async function importersOf(aws: Aws, exportName: string): Promise<string[]> {
  try {
    const answer = await queryAws(aws, CLOUDFORMATION, { Action: "ListImports", ExportName: exportName });
    return membersOf(childOf(answer, "Imports")).map(({ text }) => text);
  } catch (error) {
    if (error instanceof AwsError && /is not imported by any stack/.test(error.message)) return [];
    throw error;
  }
}
