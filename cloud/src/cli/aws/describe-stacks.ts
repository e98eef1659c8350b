import { AwsError, UserError } from "../../core/errors.ts";
import { childOf, type XmlElement } from "../../runtime/client/read-xml.ts";
import type { StackOutputs } from "../../runtime/stack-outputs.ts";
import { CLOUDFORMATION, membersOf, queryAws } from "./query.ts";
import type { Aws } from "./send-signed.ts";

/** More pages than any account has stacks: an answer that never ends is not followed. */
const PAGE_LIMIT = 100;

/**
 * Stacks with their outputs, as AWS tells them to who may see them.
 * @param names the stacks to ask for; all of the region when there are none.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html
 */
export async function describeStacks(aws: Aws, names: readonly string[]): Promise<StackOutputs[]> {
  if (names.length > 0) {
    const pages = await Promise.all(names.map((name) => ask(aws, { StackName: name })));
    return pages.flatMap(stacksIn);
  }
  const stacks: StackOutputs[] = [];
  let token: string | undefined;
  for (let page = 0; page < PAGE_LIMIT; page += 1) {
    const answer = await ask(aws, token === undefined ? {} : { NextToken: token });
    stacks.push(...stacksIn(answer));
    token = childOf(answer, "NextToken")?.text;
    if (token === undefined || token === "") break;
  }
  return stacks;
}

/** The refusal of CloudFormation for a stack that is not there. */
export function isMissingStack(error: unknown): boolean {
  return (
    error instanceof AwsError && error.code === "ValidationError" && /does not exist/.test(error.message)
  );
}

async function ask(aws: Aws, parameters: Record<string, string>): Promise<XmlElement> {
  try {
    return await queryAws(aws, CLOUDFORMATION, { Action: "DescribeStacks", ...parameters });
  } catch (error) {
    if (!isMissingStack(error)) throw error;
    throw new UserError(
      `There is no stack ${JSON.stringify(parameters["StackName"])} in ${aws.region}.`,
      `aws cloudformation describe-stacks --region ${aws.region} --query "Stacks[].StackName"`,
    );
  }
}

function stacksIn(answer: XmlElement): StackOutputs[] {
  return membersOf(childOf(answer, "Stacks")).map((stack) => ({
    name: childOf(stack, "StackName")?.text ?? "",
    outputs: Object.fromEntries(
      membersOf(childOf(stack, "Outputs")).map((output) => [
        childOf(output, "OutputKey")?.text ?? "",
        childOf(output, "OutputValue")?.text ?? "",
      ]),
    ),
  }));
}
