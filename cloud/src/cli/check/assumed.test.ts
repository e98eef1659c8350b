import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { runCheck } from "./run-check.ts";

const root = mkdtempSync(join(tmpdir(), "portcullis-check-assumed-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

let folders = 0;

async function check(template: string, parameters: readonly string[] = []) {
  const folder = join(root, String(folders));
  folders += 1;
  mkdirSync(join(folder, "src"), { recursive: true });
  writeFileSync(join(folder, "template.yaml"), template);
  const lines: string[] = [];
  const add = (line: string) => lines.push(line);
  const context = { workingFolder: root, environment: { PATH: process.env["PATH"] }, print: add };
  const flags = { parameters, leaveOut: [], json: true };
  const exitCode = await runCheck([folder], flags, { ...context, printStyled: add, hint: add });
  const [project] = JSON.parse(lines[0] ?? "").projects;
  const said = ({ line, logicalId, message }: { line?: number; logicalId: string; message: string }) =>
    `${line ?? "-"} ${logicalId} ${message}`;
  return { exitCode, mistakes: project.mistakes.map(said), notes: project.notes as string[] };
}

describe("portcullis check of a template whose parameters lack values", () => {
  const WRONG = `Parameters:
  Stage: { Type: String, AllowedValues: [test, prod] }
  Email: { Type: String, AllowedPattern: ".+@.+" }
Conditions: { Prod: !Equals [!Ref Stage, prod], Late: !Not [!Condition Prod] }
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement: [{ Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: sts:AssumeRole }]
      Policies: [{ PolicyName: p, PolicyDocument: { Version: "2012-10-17", Statement: [{ Effect: Allow, Action: "*" }] } }]
  Named: { Type: AWS::SQS::Queue, Properties: { QueueName: !Sub "\${Email}" } }
  Sometimes: { Type: AWS::SQS::Queue, Condition: Late, Properties: { QueueName: "a b" } }
`;

  test("is told of what is wrong whatever they are, and under which assumption the rest is", async () => {
    const { exitCode, mistakes, notes } = await check(WRONG);
    expect(exitCode).toBe(2);
    expect(mistakes).toEqual([
      "2  Parameters: [Stage, Email] must have values",
      expect.stringMatching(/^6 Role .*Policy statement must contain resources/),
    ]);
    expect(notes).toEqual([
      "parameters without a value were taken to be Stage=test, Email=somebody@example.com; --parameter Name=value gives others",
      expect.stringMatching(/^with these values, Named: /),
      expect.stringMatching(/^with these values, Sometimes: /),
    ]);
  });

  test("with values, nothing is assumed", async () => {
    const { mistakes, notes } = await check(WRONG, ["Stage=prod", "Email=a@b"]);
    expect(notes).toEqual([]);
    expect(mistakes.map((text: string) => text.split(" ")[1])).toEqual(["Role", "Named"]);
  });

  test("a choice from a mapping, network names, numbers, lists and stored parameters get what fits", async () => {
    const { mistakes, notes } = await check(`Parameters:
  Size: { Type: String }
  Kind: { Type: String }
  Vpc: { Type: AWS::EC2::VPC::Id }
  Subnets: { Type: "List<AWS::EC2::Subnet::Id>" }
  Seconds: { Type: Number, MinValue: 5 }
  Names: { Type: CommaDelimitedList }
  Stored: { Type: "AWS::SSM::Parameter::Value<String>" }
  Code: { Type: String, AllowedPattern: "\\\\d{12}" }
  Long: { Type: String, MinLength: 9 }
  Odd: { Type: String, AllowedPattern: "-+" }
Mappings: { Sizes: { small: { seconds: 7, names: 8 } } }
Rules: { Never: { Assertions: [{ Assert: !Equals [!Ref Size, other] }] } }
Resources:
  A: { Type: AWS::SQS::Queue, Properties: { VisibilityTimeout: !FindInMap [Sizes, !Ref Size, seconds], QueueName: !Select [1, !Ref Names] } }
  B: { Type: AWS::SQS::Queue, Properties: { VisibilityTimeout: !FindInMap [Sizes, small, !Ref Kind] } }
  C: { Type: AWS::SQS::Queue, Properties: { QueueName: !Ref Stored } }
  D: { Type: AWS::SQS::Queue, Properties: { VisibilityTimeout: !Ref Seconds } }
`);
    expect(mistakes).toHaveLength(1);
    expect(notes).toEqual([
      expect.stringContaining(
        "Size=small, Kind=seconds, Vpc=vpc-0123456789abcdef0, Subnets=subnet-0123456789abcdef0,subnet-0123456789abcdef1,subnet-",
      ),
    ]);
    for (const text of ["Seconds=5", "Code=123456789012", "Long=longxxxxx", "Stored=/Stored", "Odd=odd"]) {
      expect(notes[0]).toContain(text);
    }
  });

  test("what is wrong of the whole template stays a mistake, but where an assumed value made it", async () => {
    const whole = await check(`Parameters: { Stage: { Type: String } }
Resources: { A: { Type: AWS::SQS::Queue, Properties: { QueueName: !Sub "\${Stagee}" } } }
`);
    expect(whole.mistakes).toEqual([
      "1  Parameters: [Stage] must have values",
      expect.stringMatching(/^2 {2}Template format error: Unresolved resource dependencies \[Stagee\]/),
    ]);
    const round = await check(`Parameters: { Stage: { Type: String } }
Resources:
  A: { Type: AWS::SQS::Queue, DependsOn: B, Properties: { QueueName: !Ref Stage } }
  B: { Type: AWS::SQS::Queue, DependsOn: A, Properties: { QueueName: !Ref Stage } }
`);
    expect(round.mistakes[1]).toContain("Circular dependency between resources: [");
    const chosen = await check(`Parameters: { Stage: { Type: String } }
Conditions: { Live: !Equals [!Ref Stage, on] }
Resources:
  A: { Type: AWS::SQS::Queue, Condition: Live }
  B: { Type: AWS::SQS::Queue, Properties: { QueueName: !GetAtt A.QueueName } }
`);
    expect(chosen.mistakes).toEqual(["1  Parameters: [Stage] must have values"]);
    expect(chosen.notes[1]).toMatch(/^with these values: Template format error: Unresolved .*\[A\]/);
  });
});

describe("portcullis check of a loop over a parameter without a value", () => {
  const looped = (loop: string) => `Transform: AWS::LanguageExtensions
Parameters: { Names: { Type: CommaDelimitedList } }
Resources:
  Own: { Type: AWS::SQS::Queue, Properties: { QueueName: "a b" } }
  Fn::ForEach::Queues:
${loop}
`;
  const QUEUE = `{ Type: AWS::SQS::Queue, Properties: { QueueName: !Sub "\${Name} b" } }`;
  const ONE = `    - Name\n    - !Ref Names\n    - "\${Name}Queue": ${QUEUE}`;
  const INNER = `    - Kind\n    - [Big]\n    - Fn::ForEach::Inner: [Name, !Ref Names, { "\${Kind}\${Name}Queue": ${QUEUE} }]`;

  test.each([
    ["a loop", ONE, "namesQueue"],
    ["a loop in a loop", INNER, "BignamesQueue"],
  ])("%s is made with one; what is refused of that may come of it", async (_title, loop, id) => {
    const { mistakes, notes } = await check(looped(loop));
    expect(mistakes).toEqual(["2  Parameters: [Names] must have values", expect.stringMatching(/^4 Own /)]);
    expect(notes).toContainEqual(expect.stringMatching(`^with these values, ${id}: `));
  });

  test("with values what it makes is wrong, and a loop over others is", async () => {
    const given = await check(looped(ONE), ["Names=x,y"]);
    expect(given.mistakes.map((text: string) => text.split(" ")[1])).toEqual(["Own", "xQueue", "yQueue"]);
    const other = await check(looped(ONE.replace("!Ref Names", "[z]")));
    expect(other.mistakes.map((text: string) => text.split(" ")[1])).toEqual(["", "Own", "zQueue"]);
  });
});

describe("portcullis check of a custom resource tells of its service token", () => {
  const FN = `  Fn:
    Type: AWS::Lambda::Function
    Properties: { Runtime: nodejs22.x, Handler: index.handler, Role: !GetAtt Role.Arn, Code: { ZipFile: "1" } }
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement: [{ Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: sts:AssumeRole }]
`;
  const custom = (token: string) =>
    check(`Resources:
${FN}  Made: { Type: Custom::Made, Properties: { ${token} } }
`);

  test.each([
    ["the function of the template", "ServiceToken: !GetAtt Fn.Arn"],
    [
      "its name",
      "ServiceToken: !Join [':', [arn:aws:lambda, !Ref AWS::Region, !Ref AWS::AccountId, function, !Ref Fn]]",
    ],
    ["an export of nobody", "ServiceToken: !ImportValue somewhere"],
  ])("%s is none of its mistakes", async (_title, token) => {
    expect((await custom(token)).mistakes).toEqual([]);
  });

  test.each([
    ["none", "Colour: red", "ServiceToken"],
    ["nonsense", "ServiceToken: nonsense", "Invalid ServiceToken"],
    ["a function's name", "ServiceToken: !Ref Fn", "Invalid ServiceToken"],
    ["another resource", "ServiceToken: !GetAtt Role.Arn", "Invalid ServiceToken"],
  ])("%s is wrong", async (_title, token, text) => {
    const { exitCode, mistakes } = await custom(token);
    expect(exitCode).toBe(2);
    expect(mistakes).toEqual([expect.stringMatching(`^11 Made .*${text}`)]);
  });

  test("a function that no checked folder makes has to be there before", async () => {
    const arn = "arn:aws:lambda:eu-west-1:123456789012:function:elsewhere";
    const { exitCode, mistakes, notes } = await custom(`ServiceToken: ${arn}`);
    expect([exitCode, mistakes]).toEqual([0, []]);
    expect(notes).toEqual([`no checked folder makes the function ${arn}: it has to be there before`]);
  });

  test.each([
    ["a topic", "arn:aws:sns:eu-west-1:123456789012:t"],
    ["a function of another account", "arn:aws:lambda:eu-west-1:210987654321:function:f"],
    ["a function of another region", "arn:aws:lambda:us-east-1:123456789012:function:f"],
  ])("%s is not supported here", async (_title, arn) => {
    const { exitCode, mistakes } = await custom(`ServiceToken: ${arn}`);
    expect([exitCode, mistakes]).toEqual([1, []]);
  });
});
