import { expect, test } from "vitest";
import { createEndpoints } from "../../core/endpoints.ts";
import { withLocalAddresses } from "./local-addresses.ts";

const endpoints = createEndpoints({ port: 4566, region: "eu-west-1", issuerStyle: "local" });
const API = "https://abc123.execute-api.eu-west-1.amazonaws.com/live";
const DOMAIN = "https://my-app.auth.eu-west-1.amazoncognito.com";
const ISSUER = "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123";

test.each<[string, string, string]>([
  ["an API", API, endpoints.restApi("abc123", "live")],
  ["an API with a path", `${API}/a/b?c=d`, `${endpoints.restApi("abc123", "live")}/a/b?c=d`],
  ["a sign-in domain", DOMAIN, endpoints.authDomain("my-app")],
  ["an issuer", ISSUER, endpoints.issuer("eu-west-1_AbCdEf123")],
  ["several", `${API} ${DOMAIN}`, `${endpoints.restApi("abc123", "live")} ${endpoints.authDomain("my-app")}`],
  ["the same twice", `${DOMAIN},${DOMAIN}`, Array(2).fill(endpoints.authDomain("my-app")).join()],
])("%s gets the address that works here", (_what, text, expected) => {
  expect(withLocalAddresses(text, endpoints, "eu-west-1")).toBe(expected);
});

test.each<[string, string]>([
  ["a plain text", "hello"],
  ["an API of another region", "https://abc123.execute-api.us-east-1.amazonaws.com/live"],
  ["a domain of another region", "https://my-app.auth.us-east-1.amazoncognito.com"],
  ["an issuer of another region", "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_AbCdEf123"],
  ["an API without a stage", "https://abc123.execute-api.eu-west-1.amazonaws.com"],
  ["an address of another service", "https://sqs.eu-west-1.amazonaws.com/123456789012/q"],
  ["an address without encryption", "http://abc123.execute-api.eu-west-1.amazonaws.com/live"],
])("%s stays", (_what, text) => {
  expect(withLocalAddresses(text, endpoints, "eu-west-1")).toBe(text);
});
