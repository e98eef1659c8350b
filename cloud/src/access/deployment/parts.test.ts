import { describe, expect, test } from "vitest";
import { route } from "../testing/deployment.ts";
import { createNames } from "./names.ts";
import { refusedBodyOf } from "./refused-body.ts";
import { servedRoutes } from "./served-routes.ts";

describe("names that stay", () => {
  const names = createNames(
    [
      {
        name: "shop",
        resources: [
          { logicalId: "Web", physicalId: "1abc", type: "AWS::Cognito::UserPoolClient" },
          { logicalId: "Order", physicalId: "shop-order", type: "AWS::Lambda::Function" },
          { logicalId: "OrderRole", physicalId: "shop-order-role", type: "AWS::IAM::Role" },
          { logicalId: "Stage", physicalId: "v1", type: "AWS::ApiGateway::Stage" },
          { logicalId: "Sold", physicalId: "sales|shop-Sold-1XY", type: "AWS::Events::Rule" },
          { logicalId: "Said", physicalId: "nightly", type: "AWS::Scheduler::Schedule" },
          { logicalId: "Sales", physicalId: "sales", type: "AWS::Events::EventBus" },
          { logicalId: "Gone", physicalId: "", type: "AWS::S3::Bucket" },
        ],
      },
      {
        name: "other",
        resources: [{ logicalId: "Order", physicalId: "other-order", type: "AWS::Lambda::Function" }],
      },
    ],
    "123456789012",
  );

  test.each([
    ["Admins-1abc", "Admins-{Web}"],
    ["arn:aws:lambda:eu-west-1:123456789012:function:shop-order", "lambda:function:{shop/Order}"],
    ["arn:aws:iam::123456789012:role/shop-order-role", "iam:role/{OrderRole}"],
    ["arn:aws:iot:eu-west-1:123456789012:topic/v1", "topic/v1"],
    ["arn:aws:events:eu-west-1:123456789012:rule/sales/shop-Sold-1XY", "events:rule/sales/{Sold}"],
    [
      "arn:aws:scheduler:eu-west-1:123456789012:schedule/default/nightly",
      "scheduler:schedule/default/nightly",
    ],
    ["arn:aws:sqs:eu-west-1:999999999999:jobs", "sqs:account 999999999999 jobs"],
    ["*", "*"],
  ])("%s → %s", (text, named) => {
    expect(names.logical(text)).toBe(named);
  });

  test("places, and what no stack made", () => {
    expect(names.placeOf("shop-order")).toBe("shop/Order");
    expect(names.placeOf("by-hand", "Its name")).toBe("-/Its name");
    // Short ids may be another type's as well.
    expect(names.placeOf("sales")).toBe("-/sales");
    expect(names.placeIn("AWS::Events::EventBus", "sales")).toBe("shop/Sales");
    expect(names.placeIn("AWS::Events::Rule", "sales|shop-Sold-1XY")).toBe("shop/Sold");
    expect(names.placeIn("AWS::Events::EventBus", "default")).toBe("-/default");
  });
});

describe("a body that the model surely refuses", () => {
  test.each([
    ['{"type":"object","required":["a"]}', "[]"],
    ['{"type":"array"}', "{}"],
    ['{"required":["a"]}', "{}"],
    ['{"properties":{"a":{"type":"string"}}}', undefined],
    ['{"type":"object","required":[]}', "[]"],
    ["{}", undefined],
    ["no schema", undefined],
    [undefined, undefined],
  ])("%s → %s", (schema, body) => {
    expect(refusedBodyOf(schema)).toBe(body);
  });
});

describe("the routes that a stage serves", () => {
  const guarded = route();
  const SUMMARY = { "/orders": { GET: { authorizationType: "COGNITO_USER_POOLS" } } };

  test.each([
    ["the API as it is", [guarded], SUMMARY, false],
    ["no summary", [guarded], undefined, false],
    ["a route that came later", [guarded, route({ path: "/new" })], SUMMARY, true],
    ["a route that is gone from the API", [], SUMMARY, true],
    [
      "a route that is guarded only now",
      [guarded],
      { "/orders": { GET: { authorizationType: "NONE" } } },
      true,
    ],
  ])("%s", (_title, routes, summary, isOlder) => {
    expect(servedRoutes(routes, summary).isOlder).toBe(isOlder);
  });

  test("what was open when it was deployed is open still; by whom another was guarded is not known", () => {
    const open = servedRoutes([guarded], { "/orders": { GET: { authorizationType: "NONE" } } });
    const other = servedRoutes([], SUMMARY);

    expect(open.routes).toMatchObject([{ path: "/orders", authorizationType: "NONE" }]);
    expect(other.routes).toMatchObject([{ authorizationType: "COGNITO_USER_POOLS of an older deployment" }]);
  });
});
