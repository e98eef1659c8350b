import { CONFIG } from "../../testing/tokens";
import { ConfigError, parseAppConfig } from "./app-config";

const LOCAL = { version: 1, ...CONFIG };
const AWS = {
  version: 1,
  region: "eu-west-1",
  userPoolId: "eu-west-1_Abcdef123",
  userPoolClientId: "72pe87ha1sm73vraqa6scq89pk",
  apiUrl: "https://abc.execute-api.eu-west-1.amazonaws.com/v1",
};

describe("HOME-1 parseAppConfig", () => {
  test("takes the values of a local cloud and of AWS", () => {
    expect(parseAppConfig(LOCAL)).toEqual(CONFIG);
    const { version: _version, ...aws } = AWS;
    expect(parseAppConfig(AWS)).toEqual(aws);
  });

  test("drops slashes at the end of addresses", () => {
    expect(parseAppConfig({ ...AWS, apiUrl: `${AWS.apiUrl}//` }).apiUrl).toBe(AWS.apiUrl);
  });

  test.each([
    ["no object", null, "JSON object"],
    ["a list", [LOCAL], "JSON object"],
    ["another version", { ...AWS, version: 2 }, '"version" must be 1'],
    ["no version", { ...AWS, version: undefined }, '"version" must be 1'],
    ["an unknown setting", { ...AWS, apiKey: "x" }, '"apiKey" is not a setting'],
    ["no region", { ...AWS, region: undefined }, '"region" is missing'],
    ["a region that is none", { ...AWS, region: "moon" }, '"region" has not the form'],
    ["a pool of another region", { ...AWS, userPoolId: "us-east-1_abc" }, "not of region eu-west-1"],
    ["a pool id that is a number", { ...AWS, userPoolId: 7 }, '"userPoolId" is missing'],
    ["an empty client id", { ...AWS, userPoolClientId: "" }, '"userPoolClientId" has not the form'],
    [
      "tokens in the clear to AWS",
      { ...AWS, apiUrl: "http://api.example.com/v1" },
      "must begin with https://",
    ],
    ["a script for an address", { ...LOCAL, apiUrl: "javascript:alert(1)" }, '"apiUrl" has not the form'],
    ["an address with a query", { ...AWS, apiUrl: `${AWS.apiUrl}?x=1` }, '"apiUrl" has not the form'],
    ["an address that is none", { ...AWS, apiUrl: "https://[/v1" }, '"apiUrl" is not an address'],
    ["an endpoint that is none", { ...LOCAL, userPoolEndpoint: "localhost" }, '"userPoolEndpoint" has not'],
    ["an endless value", { ...AWS, userPoolId: "x".repeat(100_000) }, '"userPoolId" has not the form'],
  ])("refuses %s", (_name, value, message) => {
    expect(() => parseAppConfig(value)).toThrow(ConfigError);
    expect(() => parseAppConfig(value)).toThrow(message);
  });
});
