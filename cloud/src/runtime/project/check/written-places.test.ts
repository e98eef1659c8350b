import { describe, expect, test } from "vitest";
import { namedPaths } from "./named-paths.ts";
import { placesIn } from "./written-places.ts";

const EVENTS = `Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      Events:
        Tick: { Type: Schedule }
        Web: { Type: HttpApi }
        Get: { Type: Api }
`;

/** One reader of YAML takes the closing bracket where it stands, the other does not. */
const ODD = `Parameters:
  Fn: { Type: String }
Resources:
  # Fn:
  Api:
    Type: AWS::Serverless::Api
    Properties:
      Policy: [{
        "Fn": 1
    }]

  "Fn":
    Type: AWS::Serverless::Function
  FnOther: { Type: AWS::SQS::Queue }
Outputs:
  Last: { Value: a }
`;

const TEMPLATE = `Globals:
  Function:
    Timeout: 3
    Acl: a
Resources:
  Pictures:
    Type: AWS::S3::Bucket
    Properties:
      BucketName:
        pictures
      Acl:
        PublicRead
      Tags:
        - Key: a
          Colour: red
  Pool:
    Type: AWS::Cognito::UserPool
    Properties:
      UserPoolAddOns:
        AdvancedSecurityMode: ENFORCED
      MfaConfiguration:
        sometimes
  Hello:
    Type: AWS::Serverless::Function
    Properties:
      Timeot: 3
      Events:
        Get:
          Type: HttpApi
  Api:
    Type: AWS::Serverless::Api
    Properties:
      DefinitionBody:
        paths:
          /x:
            get: {}
`;

describe("the line of a finding is that of the key of its property", () => {
  const at = placesIn(TEMPLATE);
  const schema = (violation: string) =>
    `Properties validation failed for resource Pictures with message:\n${violation}`;

  test.each([
    ["a property by its path", "Pictures", "the property Acl of AWS::S3::Bucket", ["Acl"], 11],
    ["a key that no schema has", "Pictures", schema("#: extraneous key [Acl] is not permitted"), [], 11],
    ["one below a list", "Pictures", schema("#/Tags/0: extraneous key [Colour] is not permitted"), [], 15],
    ["a value", "Pictures", schema("#/BucketName: expected type: String, found: JSONArray"), [], 9],
    ["a key that is missing", "Pictures", schema("#/Tags/0: required key [Value] not found"), [], 14],
    ["a member of an API", "Pool", "Value 'x' at 'mfaConfiguration' failed to satisfy constraint", [], 21],
    ["dots", "Pool", "UserPoolAddOns.AdvancedSecurityMode ENFORCED", [], 20],
    ["a text of the transform", "Hello", "property Timeot not defined for resource of type x", [], 26],
    ["an event", "Hello", "Resource with id [Hello] is invalid. Event with id [Get] is invalid. No", [], 28],
    ["a file", "Hello", "Timeot points at nowhere, which does not exist", [], 26],
    ["an operation of a document", "Api", "the integration HTTP of GET /x", [], 36],
    ["nothing that is written: its resource", "Pool", "'Schema' is wrong", ["Schema"], 16],
  ])("%s", (_what, logicalId, message, below, line) => {
    const path = ["Resources", logicalId, "Properties", ...below];
    expect(at(path, ...namedPaths(logicalId, message))).toEqual({ line });
  });

  test.each([
    [
      "a property of the globals",
      "'Globals' section is invalid. 'Acl' is not a supported property of 'Function'.",
      4,
    ],
    ["a kind of the globals", "'Globals' section is invalid. 'Function' is not supported.", 2],
    ["the globals", "'Globals' section is invalid. It must be a non-empty dictionary", 1],
    ["a cycle", "Circular dependency between resources: [Pool, Hello]", 16],
    ["a text that names nothing", "Everything is wrong", undefined],
  ])("%s", (_what, message, line) => {
    expect(at(...namedPaths("", message))?.line).toBe(line);
  });

  test("what a transform made has the line of its source, and says which that is", () => {
    expect(at(["Resources", "ServerlessHttpApi", "Type"])).toEqual({
      line: 28,
      madeBy: "the event Get of Hello",
    });
  });
});

describe("the line of what a template says", () => {
  test.each([
    [EVENTS, ["Resources", "FnTickPermission"], 6],
    [EVENTS, ["Resources", "ServerlessHttpApi"], 7],
    [EVENTS, ["Resources", "ServerlessHttpApiApiGatewayDefaultStage"], 7],
    [EVENTS, ["Resources", "ServerlessRestApiProdStage"], 8],
    [EVENTS, ["Resources", "Nothing"], undefined],
    ["Resources: {}", ["Resources", "ServerlessRestApi"], undefined],
    [ODD, ["Resources", "Api", "Properties"], 5],
    [ODD, ["Resources", "Fn"], 12],
    [ODD, ["Resources", "FnRole"], 12],
    [ODD, ["Resources", "FnOther"], 14],
    [ODD, ["Resources", "Last"], undefined],
    [ODD, ["Resources", "Nothing"], undefined],
    [ODD, ["Outputs", "Fn"], undefined],
    ["a: [\n}", ["Resources", "Fn"], undefined],
  ])("%#: %j", (text, path, line) => {
    expect(placesIn(text)(path)?.line).toBe(line);
  });
});
