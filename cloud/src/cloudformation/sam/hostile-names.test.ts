import { expect, test } from "vitest";
import { parseTemplateText } from "../template/parse.ts";
import { expandServerless } from "./transform.ts";

const OPTIONS = {
  scope: { accountId: "123456789012", region: "eu-west-1" },
  parameters: new Map<string, string>(),
};

test.each(["Api", "HttpApi"])(
  "a path of an %s event that is called __proto__ reaches no other object",
  async (type) => {
    const events = {
      Path: { Type: type, Properties: { Path: "__proto__", Method: "polluted" } },
      Method: { Type: type, Properties: { Path: "/a", Method: "__proto__" } },
    };
    const properties = { Handler: "i.h", Runtime: "nodejs22.x", InlineCode: "x", Events: events };
    const template = {
      Transform: "AWS::Serverless-2016-10-31",
      Resources: { Fn: { Type: "AWS::Serverless::Function", Properties: properties } },
    };
    const expanded = expandServerless(await parseTemplateText(JSON.stringify(template)), OPTIONS);
    expect(Object.keys(Object.prototype)).toEqual([]);
    const text = JSON.stringify(expanded);
    expect(text).toContain('"__proto__":{"polluted":{');
    expect(text).toMatch(/"\/a":\{"__proto__":\{/);
  },
);
