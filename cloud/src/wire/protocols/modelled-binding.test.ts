import { expect, test } from "vitest";
import { modelledBinding } from "./modelled-binding.ts";

test("labels and members of the body under their own names need no place", () => {
  expect(modelledBinding("lambda", "CreateAlias")).toEqual({
    method: "POST",
    uri: "/2015-03-31/functions/{FunctionName}/aliases",
    status: 201,
    members: {},
  });
});

test("the query, headers and the whole body have the names that the model gives them", () => {
  expect(modelledBinding("lambda", "UntagResource").members).toEqual({ TagKeys: ["query", "tagKeys"] });
  expect(modelledBinding("lambda", "Invoke").members).toMatchObject({
    LogType: ["header", "X-Amz-Log-Type"],
    Payload: ["payload", ""],
    Qualifier: ["query", "Qualifier"],
  });
});

test("an operation without a table is told to make it", () => {
  expect(() => modelledBinding("lambda", "GetCodeSigningConfig")).toThrow("run scripts/generate-models.mjs");
});
