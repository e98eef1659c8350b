import { Readable } from "node:stream";
import { describe, expect, test } from "vitest";
import type { HttpRequest } from "../../wire/http.ts";
import { refuseOtherService } from "./other-service.ts";

const FORM = { "content-type": "application/x-www-form-urlencoded; charset=utf-8" };

function requestOf(headers: Record<string, string>, path = "/"): HttpRequest {
  return {
    method: "POST",
    path,
    query: "",
    headers,
    rawHeaders: [],
    stream: Readable.from([]),
    sourceIp: "127.0.0.1",
    requestId: "request-1",
  };
}

describe("services that this cloud does not have", () => {
  test.each([
    [
      "autoscaling",
      FORM,
      "text/xml",
      '<ErrorResponse xmlns="http://autoscaling.amazonaws.com/doc/2011-01-01/"><Error><Type>Sender</Type>',
    ],
    ["ses", FORM, "text/xml", "<ErrorResponse"],
    ["rds", FORM, "text/xml", "<ErrorResponse xmlns="],
    ["ec2", FORM, "text/xml", "<Response><Errors><Error><Code>UnsupportedService</Code>"],
    ["route53", {}, "text/xml", "<ErrorResponse><Error>"],
    ["AppRunner", { "x-amz-target": "AppRunner.ListServices" }, "application/x-amz-json-1.0", '{"__type"'],
    ["mobiletargeting", {}, "application/json", '{"__type":"UnsupportedService"'],
    ["monitoring", {}, "application/json", '{"__type":"UnsupportedService"'],
    ["nonsense", {}, "application/json", '{"__type":"UnsupportedService"'],
  ])("%s is refused by name in its own protocol", (name, headers, type, start) => {
    const response = refuseOtherService(requestOf(headers as Record<string, string>), name);

    expect([response.status, response.headers["Content-Type"]]).toEqual([501, type]);
    expect(String(response.body)).toContain("is not part of Portcullis");
    expect(String(response.body).slice(0, start.length)).toBe(start);
  });

  test("a client that speaks CBOR gets CBOR", () => {
    const response = refuseOtherService(requestOf({ "smithy-protocol": "rpc-v2-cbor" }), "monitoring");

    const body = response.body as Buffer;
    expect(response.headers["smithy-protocol"]).toBe("rpc-v2-cbor");
    expect([body[0], body.subarray(4, 10).toString("latin1")]).toEqual([0xa2, "__type"]);
  });

  test("what is no service of AWS is shown cut and quoted", () => {
    const response = refuseOtherService(requestOf({}), `<b>${"x".repeat(100)}`);

    expect(JSON.parse(String(response.body)).message).toContain(`The service "<b>${"x".repeat(57)}" is not`);
  });
});
