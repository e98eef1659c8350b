import { describe, expect, test } from "vitest";
import { endpointOf } from "./endpoints.ts";

const AWS_REGION = "eu-west-1";

describe("endpointOf", () => {
  test.each([
    ["S3", "https://s3.eu-west-1.amazonaws.com"],
    ["IOT_DATA_PLANE", "https://data-ats.iot.eu-west-1.amazonaws.com"],
    ["COGNITO_IDENTITY_PROVIDER", "https://cognito-idp.eu-west-1.amazonaws.com"],
  ] as const)("%s is AWS's own address where nothing is configured", (service, address) => {
    expect(endpointOf(service, { AWS_REGION })).toBe(address);
    expect(endpointOf(service, { AWS_REGION, AWS_ENDPOINT_URL: "" })).toBe(address);
  });

  test("the address for all services counts, that of the service counts more", () => {
    const all = { AWS_REGION, AWS_ENDPOINT_URL: "http://localhost:4566/" };
    expect(endpointOf("S3", all)).toBe("http://localhost:4566");
    const one = { ...all, AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: "http://localhost:9229" };
    expect(endpointOf("COGNITO_IDENTITY_PROVIDER", one)).toBe("http://localhost:9229");
    expect(endpointOf("S3", one)).toBe("http://localhost:4566");
  });
});
