import { describe, expect, test } from "vitest";
import { linesOf } from "./written-places.ts";

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
    expect(linesOf(text)(path)).toBe(line);
  });
});
