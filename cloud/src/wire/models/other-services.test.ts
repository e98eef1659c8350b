import { describe, expect, test } from "vitest";
import { findOtherService, otherServices } from "./other-services.ts";
import services from "./services.json" with { type: "json" };

describe("services of AWS that are not part of this cloud", () => {
  test.each([
    [{ signingName: "route53" }, { name: "Amazon Route 53", protocol: "rest-xml" }],
    [
      { signingName: "ec2" },
      { name: "Amazon Elastic Compute Cloud", protocol: "ec2", apiVersion: "2016-11-15" },
    ],
    [{ signingName: "autoscaling" }, { protocol: "query", xmlNamespace: expect.anything() }],
    [{ signingName: "apprunner" }, { protocol: "json", targetPrefix: "AppRunner" }],
    [{ targetPrefix: "KeyspacesStreams", signingName: "cassandra" }, { name: "Amazon Keyspaces Streams" }],
    [{ targetPrefix: "AWSBilling" }, { signingName: "billing" }],
    [
      { signingName: "elasticloadbalancing", apiVersion: "2015-12-01" },
      { name: "Elastic Load Balancing", apiVersion: "2015-12-01" },
    ],
    [{ signingName: "rds", apiVersion: "2014-10-31" }, { name: "Amazon Relational Database Service" }],
    [{ signingName: "apigateway", path: "/v2/apis" }, { name: "AmazonApiGatewayV2" }],
    [{ endpointPrefix: "cognito-identity" }, { signingName: "cognito-identity" }],
  ])("%j is recognised", (traces, service) => {
    expect(findOtherService(traces)).toMatchObject(service);
  });

  test.each([{ signingName: "nonsense" }, { targetPrefix: "Nonsense" }, { endpointPrefix: "" }, {}])(
    "%j is none of AWS's",
    (traces) => {
      expect(findOtherService(traces)).toBeUndefined();
    },
  );

  test("none of them is on board, and each says how it speaks", () => {
    expect(otherServices().length).toBeGreaterThan(400);
    const targets = otherServices().map(({ targetPrefix }) => targetPrefix);
    for (const prefix of ["AWSCognitoIdentityProviderService", "Logs_20140328", "CloudApiService"]) {
      expect(targets).not.toContain(prefix);
    }
    for (const service of otherServices()) {
      expect(service.protocol).toMatch(/^(?:json|query|ec2|rest-json|rest-xml|smithy-rpc-v2-cbor)$/);
      expect([service.name, service.signingName, service.endpointPrefix].every(Boolean)).toBe(true);
    }
    expect(Object.keys(services)).toContain("cognito-idp");
  });
});
