import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as apigateway from "@aws-sdk/client-api-gateway";
import * as cloudformation from "@aws-sdk/client-cloudformation";
import * as logs from "@aws-sdk/client-cloudwatch-logs";
import * as cognito from "@aws-sdk/client-cognito-identity-provider";
import * as iam from "@aws-sdk/client-iam";
import * as iotData from "@aws-sdk/client-iot-data-plane";
import * as lambda from "@aws-sdk/client-lambda";
import * as s3 from "@aws-sdk/client-s3";
import * as sts from "@aws-sdk/client-sts";
import { describe, expect, test } from "vitest";
import { type Member, type Shape, validationMessage } from "./constraints.ts";
import { createServiceModel, isModelled, type ModelName, serviceModel } from "./index.ts";
import services from "./services.json" with { type: "json" };
import { readTable, type ServiceTable } from "./table.ts";

const NAMES = Object.keys(services) as ModelName[];
const SOURCES = fileURLToPath(new URL("../../", import.meta.url));

/** Every member that is reached from a shape, once. */
function membersBelow(shape: Shape, found = new Set<Member>()): Set<Member> {
  const visit = (member: Member | undefined): void => {
    if (member === undefined || found.has(member)) return;
    if (found.size > 5000) return;
    found.add(member);
    visit(member.items);
    visit(member.keys);
    for (const inner of Object.values(member.members ?? {})) visit(inner);
  };
  for (const member of Object.values(shape)) visit(member);
  return found;
}

const operationsOf = (name: ModelName) =>
  serviceModel(name).operationNames.map((operation) => {
    const found = serviceModel(name).operation(operation);
    if (found === undefined) throw new Error(`${operation} is listed and not there`);
    return found;
  });

describe("service models", () => {
  test.each<[ModelName, object, number]>([
    ["apigateway", apigateway, 120],
    ["cloudformation", cloudformation, 80],
    ["logs", logs, 90],
    ["cognito-idp", cognito, 110],
    ["iam", iam, 160],
    ["iot-data", iotData, 7],
    ["lambda", lambda, 65],
    ["s3", s3, 95],
    ["sts", sts, 9],
  ])("%s has every operation that the SDK has", (name, sdk, atLeast) => {
    const commands = Object.keys(sdk).flatMap((key) => /^([A-Z]\w*)Command$/.exec(key)?.[1] ?? []);
    expect(commands.length).toBeGreaterThanOrEqual(atLeast);
    expect(commands.filter((command) => !isModelled(name, command))).toEqual([]);
  });

  test.each(NAMES)("%s is told by its protocol and its names", (name) => {
    const model = serviceModel(name);
    expect(model).toMatchObject(
      readTable<ServiceTable>(name).protocol === "query" ? { xmlNamespace: expect.any(String) } : {},
    );
    expect(model.protocol === "json").toBe(model.targetPrefix !== undefined);
    expect([model.signingName, model.endpointPrefix, model.apiVersion].every(Boolean)).toBe(true);
  });

  test.each(NAMES)(
    "%s: an operation has its input when a source file bears its name, and only then",
    (name) => {
      const files = readdirSync(`${SOURCES}${services[name]}`, { recursive: true, encoding: "utf8" });
      const named = new Set(files.map((path) => path.replace(/^.*[/\\]/, "").replace(/\.ts$/, "")));
      for (const operation of operationsOf(name)) {
        expect([operation.name, operation.implemented]).toEqual([operation.name, named.has(operation.name)]);
        if (!operation.implemented) expect([operation.input, operation.errors]).toEqual([{}, []]);
      }
    },
  );

  test.each(NAMES)(
    "%s: every pattern is one that JavaScript reads, every shape one that is there",
    (name) => {
      for (const operation of operationsOf(name)) {
        for (const { pattern, linearPattern, enum: values } of membersBelow(operation.input)) {
          expect(() => new RegExp(`^(?:${linearPattern ?? pattern})$`, "us")).not.toThrow();
          expect(values?.length).not.toBe(0);
        }
      }
    },
  );

  test("what a client may name is not found on prototypes", () => {
    for (const name of ["__proto__", "constructor", "toString", "initiateAuth", ""]) {
      expect([name, isModelled("cognito-idp", name)]).toEqual([name, false]);
    }
    expect(() => serviceModel("__proto__" as ModelName)).toThrow("No model of __proto__");
    expect(() => serviceModel("../index" as ModelName)).toThrow("No model");
  });

  test("the operations that AWS serves unsigned are marked", () => {
    const unsigned = (name: ModelName) =>
      operationsOf(name)
        .filter((operation) => operation.unsigned && operation.implemented)
        .map((operation) => operation.name);
    expect(unsigned("cognito-idp")).toEqual([
      "AssociateSoftwareToken",
      "ChangePassword",
      "ConfirmForgotPassword",
      "ConfirmSignUp",
      "DeleteUser",
      "DeleteUserAttributes",
      "ForgotPassword",
      "GetTokensFromRefreshToken",
      "GetUser",
      "GetUserAttributeVerificationCode",
      "GlobalSignOut",
      "InitiateAuth",
      "ResendConfirmationCode",
      "RespondToAuthChallenge",
      "RevokeToken",
      "SetUserMFAPreference",
      "SignUp",
      "UpdateUserAttributes",
      "VerifySoftwareToken",
      "VerifyUserAttribute",
    ]);
    expect(NAMES.filter((name) => name !== "cognito-idp").flatMap(unsigned)).toEqual([]);
  });

  test("an input breaks a constraint in AWS's words", () => {
    const input = serviceModel("cognito-idp").operation("AdminCreateUser")?.input ?? {};
    expect(validationMessage(input, { UserPoolId: "eu-west-1_abc", Username: "a" })).toBeUndefined();
    expect(validationMessage(input, { UserPoolId: "x", Username: "a", MessageAction: "SHOUT" })).toBe(
      "2 validation errors detected: Value 'x' at 'userPoolId' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w-]+_[0-9a-zA-Z]+; Value 'SHOUT' at 'messageAction' failed to satisfy constraint: Member must satisfy enum value set: [RESEND, SUPPRESS]",
    );
  });

  test("members say how they travel", () => {
    const putObject = serviceModel("s3").operation("PutObject");
    expect(putObject).toMatchObject({
      http: { method: "PUT", uri: "/{Bucket}/{Key+}", status: 200, needsQuery: [] },
      payload: "Body",
      input: {
        Bucket: { required: true, wire: { location: "uri", wireName: "Bucket" } },
        Body: { type: "blob", wire: { streaming: true } },
        Metadata: { wire: { location: "headers", wireName: "x-amz-meta-" } },
        IfMatch: { wire: { location: "header", wireName: "If-Match" } },
      },
    });
    expect(
      serviceModel("s3").operation("PutObjectTagging")?.input["Tagging"]?.members?.["TagSet"]?.items?.wire,
    ).toEqual({
      wireName: "Tag",
    });
    expect(serviceModel("lambda").operation("CreateFunction")?.http.status).toBe(201);
  });

  test("errors have AWS's code and status", () => {
    const errors = serviceModel("iam").operation("AttachRolePolicy")?.errors;
    expect(errors).toContainEqual({ code: "NoSuchEntity", status: 404 });
    expect(errors).toContainEqual({ code: "ServiceFailure", status: 500 });
    expect(serviceModel("lambda").operation("Invoke")?.errors).toContainEqual({
      code: "TooManyRequestsException",
      status: 429,
    });
  });

  test("a shape may contain itself", () => {
    const model = createServiceModel("sts", {
      ...readTable<ServiceTable>("sts"),
      operations: { Nest: { implemented: true, input: "Tree" } },
      shapes: {
        Tree: { type: "structure", members: { Name: "Name", Below: "Trees" }, required: ["Name"] },
        Trees: { type: "list", items: "Tree" },
        Name: { type: "string", max: 3 },
      },
    });
    const input = model.operation("Nest")?.input ?? {};
    const tree = { Name: "a", Below: [{ Name: "b", Below: [{ Name: "long" }, {}] }] };
    expect(validationMessage(input, tree)).toBe(
      "2 validation errors detected: Value 'long' at 'below.1.member.below.1.member.name' failed to satisfy constraint: Member must have length less than or equal to 3; Value null at 'below.1.member.below.2.member.name' failed to satisfy constraint: Member must not be null",
    );
    expect(input["Below"]?.items?.members).toBe(input["Below"]?.items?.members?.["Below"]?.items?.members);
  });
});

describe("overrides", () => {
  const broken = (name: ModelName, operation: string, input: Record<string, unknown>) =>
    validationMessage(serviceModel(name).operation(operation)?.input ?? {}, input) ?? "";

  test("a password may hold spaces, and SignUp asks for six characters", () => {
    const user = { ClientId: "a", Username: "a" };
    expect(broken("cognito-idp", "SignUp", { ...user, Password: "a b c d" })).toBe("");
    expect(broken("cognito-idp", "SignUp", { ...user, Password: "short" })).toMatch(
      /length greater than or equal to 6$/,
    );
    expect(broken("cognito-idp", "SignUp", user)).toMatch(/'password' failed .* not be null$/);
    expect(broken("cognito-idp", "SignUp", { ...user, Password: "trailing " })).toMatch(
      /pattern: \[\\S\]\+\.\*\[\\S\]\+$/,
    );
    const admin = { UserPoolId: "a_b", Username: "a" };
    expect(broken("cognito-idp", "AdminSetUserPassword", { ...admin, Password: "short" })).toBe("");
  });

  test.each([
    ["Timeout", 900],
    ["MemorySize", 10_240],
  ])("functions keep to Lambda's limit of %s", (member, limit) => {
    const input = { FunctionName: "f", [member]: limit };
    expect(broken("lambda", "UpdateFunctionConfiguration", input)).toBe("");
    expect(broken("lambda", "UpdateFunctionConfiguration", { ...input, [member]: limit + 1 })).toMatch(
      new RegExp(`less than or equal to ${limit}$`),
    );
  });

  test("a domain has one of the two sign-in pages", () => {
    const domain = { UserPoolId: "a_b", Domain: "d" };
    expect(broken("cognito-idp", "CreateUserPoolDomain", { ...domain, ManagedLoginVersion: 2 })).toBe("");
    expect(broken("cognito-idp", "CreateUserPoolDomain", { ...domain, ManagedLoginVersion: 3 })).toMatch(
      /equal to 2$/,
    );
  });
});
