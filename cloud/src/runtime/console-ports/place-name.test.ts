import { describe, expect, test } from "vitest";
import { placeName } from "./place-name.ts";

describe("the name of a cloud", () => {
  test.each([
    [["homeapp-cognito", "homeapp-api"], "homeapp"],
    [["shop"], "shop"],
    [["shop", "shop-events"], "shop"],
    [["fanout", "homeapp-api", "homeapp-cognito"], "project"],
    [["orders-app", "users-app"], "project"],
    [["shop", "shopping"], "project"],
    [["aws-sam-cli-managed-default", "shop-api", "shop-people"], "shop"],
    [["aws-sam-cli-managed-default"], "project"],
    [[], "project"],
  ])("of %j is %s", (stacks, name) => {
    expect(placeName("/work/project/.portcullis", stacks)).toBe(name);
  });

  test("is that of a state folder with a name of its own", () => {
    expect(placeName("/tmp/second-cloud", ["a", "b"])).toBe("second-cloud");
  });
});
