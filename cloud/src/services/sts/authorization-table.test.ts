import { describe, expect, test } from "vitest";
import { globalArn } from "../../core/arns.ts";
import { silentLogger } from "../../core/logger.ts";
import { noTrace } from "../../core/ports/trace.ts";
import { systemRandomness } from "../../core/randomness.ts";
import { newRoleId } from "../../iam/identities/model/role.ts";
import { type AccessWorld, codeOf, describeAccess, roleWith, send } from "../../iam/testing/access-table.ts";
import { createTestAccount } from "../../iam/testing/account.ts";
import { createAuthentication } from "../../wire/sigv4/index.ts";
import { createStsService } from "./index.ts";
import { STS_ROWS } from "./testing/access-rows.ts";

const account = createTestAccount();
const { identities, clock, scope } = account;
const authentication = createAuthentication({ keys: identities, clock, region: scope.region });
const { http } = createStsService({ ...account, authentication, logger: silentLogger, trace: noTrace });
const world = (): AccessWorld => ({ ...account, service: http, signingName: "sts" });

/** A role that trusts principals of the account whose own policies allow it. */
async function prepare(): Promise<void> {
  const principal = { AWS: globalArn(scope, "iam", "root") };
  const trust = { Effect: "Allow", Principal: principal, Action: "sts:AssumeRole" };
  identities.roles.save({
    name: "subject",
    path: "/team/",
    id: newRoleId(systemRandomness),
    arn: globalArn(scope, "iam", "role/team/subject"),
    trustPolicy: JSON.stringify({ Version: "2012-10-17", Statement: [trust] }),
    description: "",
    maxSessionSeconds: 3600,
    createdAt: 0,
    inlinePolicies: [],
    attachedPolicyArns: [],
    permissionsBoundary: undefined,
    tags: [{ key: "Team", value: "home" }],
  });
}

describeAccess({
  rule: "IAM-14",
  world,
  operations: () => http.operations.map(({ name }) => name),
  rows: STS_ROWS,
  prepare,
  denied: "AccessDenied",
});

describe("condition keys of STS", () => {
  test.each([
    ["sts:RoleSessionName", "morning"],
    ["sts:ExternalId", "secret-1"],
    ["iam:ResourceTag/team", "home"],
    ["aws:ResourceTag/team", "home"],
  ])("IAM-23 AssumeRole is denied by %s of %s, and by no other value", async (key, value) => {
    const row = STS_ROWS["AssumeRole"] ?? { call: "" };
    const when = (text: string) => {
      const Condition = { StringEquals: { [key]: text } };
      const denied = { Effect: "Deny", Action: "sts:AssumeRole", Resource: "*", Condition };
      const allowed = { Effect: "Allow", Action: "*", Resource: "*" };
      return roleWith(world(), JSON.stringify({ Version: "2012-10-17", Statement: [allowed, denied] }));
    };
    await prepare();

    const refused = await send(world(), row, when(value));
    const answered = await send(world(), row, when(`${value}-other`));

    expect(await codeOf(refused)).toMatch(/^AccessDenied sts:AssumeRole on/);
    expect(await codeOf(answered)).toBe("");
  });
});
