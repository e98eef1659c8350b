import { systemClock } from "../../core/clock.ts";
import { AwsError, UserError } from "../../core/errors.ts";
import type { StackOutputs } from "../../runtime/stack-outputs.ts";
import { signRequest } from "../../wire/sigv4/sign.ts";
import type { AwsEnvironment } from "./aws-environment.ts";
import { childOf, readXml, type XmlElement } from "./read-xml.ts";

type Aws = Pick<AwsEnvironment, "region" | "credentials" | "endpoint">;

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

async function ask(aws: Aws, parameters: Record<string, string>): Promise<XmlElement> {
  const url = `${aws.endpoint("cloudformation", "CLOUDFORMATION")}/`;
  const body = new URLSearchParams({
    Action: "DescribeStacks",
    Version: "2010-05-15",
    ...parameters,
  }).toString();
  const headers = signRequest({
    method: "POST",
    url,
    headers: { "content-type": "application/x-www-form-urlencoded; charset=utf-8" },
    body,
    service: "cloudformation",
    region: aws.region,
    credentials: aws.credentials,
    clock: systemClock,
  });
  const { status, text } = await post(url, headers, body);
  const answer = parsed(url, text);
  if (status === 200) return childOf(answer, "DescribeStacksResult") ?? answer;
  throw refusal(aws, parameters["StackName"], childOf(answer, "Error"), status);
}

async function post(
  url: string,
  headers: Record<string, string>,
  body: string,
): Promise<{ readonly status: number; readonly text: string }> {
  try {
    // A redirect would carry the signature to another host.
    const reply = await fetch(url, { method: "POST", headers, body, redirect: "error" });
    return { status: reply.status, text: await reply.text() };
  } catch (error) {
    const { cause } = error as { cause?: { code?: string; message?: string } };
    const reason = cause?.code ?? cause?.message ?? (error as Error).message;
    throw new UserError(`CloudFormation does not answer at ${url} (${reason}).`);
  }
}

function parsed(url: string, text: string): XmlElement {
  try {
    return readXml(text);
  } catch {
    throw new UserError(`What answers at ${url} is not CloudFormation.`);
  }
}

function refusal(
  aws: Aws,
  stackName: string | undefined,
  error: XmlElement | undefined,
  status: number,
): Error {
  const code = childOf(error, "Code")?.text ?? `HTTP ${status}`;
  const message = childOf(error, "Message")?.text ?? "CloudFormation refused without saying why.";
  if (code === "ValidationError" && /does not exist/.test(message)) {
    return new UserError(
      `There is no stack ${JSON.stringify(stackName)} in ${aws.region}.`,
      `aws cloudformation describe-stacks --region ${aws.region} --query "Stacks[].StackName"`,
    );
  }
  return new AwsError(code, message, status);
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

function membersOf(list: XmlElement | undefined): readonly XmlElement[] {
  return list?.children.filter(({ name }) => name === "member") ?? [];
}
