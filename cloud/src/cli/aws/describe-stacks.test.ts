import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { AwsError, UserError } from "../../core/errors.ts";
import { describeStacks } from "./describe-stacks.ts";
import { type FakeAws, openFakeAws } from "./testing/fake-aws.ts";

let fake: FakeAws;
let answers: { status: number; text: string; location?: string }[];
let asked: { body: URLSearchParams; authorization: string }[];

beforeEach(async () => {
  answers = [];
  asked = [];
  fake = await openFakeAws(({ body, authorization }) => {
    asked.push({ body: new URLSearchParams(body), authorization });
    return answers.shift() ?? { status: 500, text: "" };
  });
});
afterEach(() => fake.close());

const page = (stacks: string, token = "") =>
  `<DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><DescribeStacksResult><Stacks>${stacks}</Stacks>${token}</DescribeStacksResult></DescribeStacksResponse>`;
const stack = (name: string, key: string, value: string) =>
  `<member><Parameters><member><ParameterKey>UserPoolId</ParameterKey><ParameterValue>not-an-output</ParameterValue></member></Parameters><StackName>${name}</StackName><Outputs><member><OutputKey>${key}</OutputKey><OutputValue>${value}</OutputValue></member></Outputs></member>`;
const error = (code: string, message: string) =>
  `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`;

describe("describeStacks", () => {
  test("asks signed, page by page, and reads outputs and nothing else", async () => {
    answers = [
      { status: 200, text: page(stack("a", "UserPoolId", "x &amp; y"), "<NextToken>t/1=</NextToken>") },
      { status: 200, text: page(`${stack("b", "ApiUrl", "")}<member><StackName>c</StackName></member>`) },
    ];
    expect(await describeStacks(fake.aws, [])).toEqual([
      { name: "a", outputs: { UserPoolId: "x & y" } },
      { name: "b", outputs: { ApiUrl: "" } },
      { name: "c", outputs: {} },
    ]);
    expect(asked.map(({ body }) => [body.get("Action"), body.get("NextToken")])).toEqual([
      ["DescribeStacks", null],
      ["DescribeStacks", "t/1="],
    ]);
    expect(asked[0]?.authorization).toMatch(
      /Credential=AKIAEXAMPLE\/\d{8}\/eu-west-1\/cloudformation\/aws4_request/,
    );
  });

  test("named stacks are asked for by name", async () => {
    answers = [{ status: 200, text: page(stack("a&b", "K", "v")) }];
    expect(await describeStacks(fake.aws, ["a&b"])).toHaveLength(1);
    expect(asked[0]?.body.get("StackName")).toBe("a&b");
  });

  test("a stack that is not there is told with the region and how to look", async () => {
    answers = [{ status: 400, text: error("ValidationError", "Stack with id x does not exist") }];
    const failure = await describeStacks(fake.aws, ["x"]).catch((thrown: unknown) => thrown);
    expect(failure).toBeInstanceOf(UserError);
    expect(failure).toMatchObject({ message: 'There is no stack "x" in eu-west-1.' });
  });

  test("a refusal keeps AWS's code and text", async () => {
    answers = [{ status: 403, text: error("AccessDenied", "User x is not authorized") }];
    const failure = await describeStacks(fake.aws, []).catch((thrown: unknown) => thrown);
    expect(failure).toBeInstanceOf(AwsError);
    expect(failure).toMatchObject({ code: "AccessDenied", message: "User x is not authorized" });
  });

  test.each(["<html><p>Welcome", "", '{"Stacks":[]}', "<!DOCTYPE x>"])(
    "what is not CloudFormation (%j) is said to be so",
    async (text) => {
      answers = [{ status: 200, text }];
      await expect(describeStacks(fake.aws, [])).rejects.toThrow("is not CloudFormation");
    },
  );

  test("a signed request follows no redirect", async () => {
    answers = [{ status: 307, text: "", location: "http://127.0.0.1:1/" }];
    await expect(describeStacks(fake.aws, [])).rejects.toThrow("does not answer");
    expect(asked).toHaveLength(1);
  });

  test("an answer that never ends is not followed for ever", async () => {
    answers = Array.from({ length: 150 }, () => ({
      status: 200,
      text: page("", "<NextToken>t</NextToken>"),
    }));
    expect(await describeStacks(fake.aws, [])).toEqual([]);
    expect(asked).toHaveLength(100);
  });

  test("nobody listening is told in words", async () => {
    const nobody = { ...fake.aws, endpoint: () => "http://127.0.0.1:1" };
    await expect(describeStacks(nobody, [])).rejects.toThrow(/does not answer at http:\/\/127.0.0.1:1\//);
  });
});
