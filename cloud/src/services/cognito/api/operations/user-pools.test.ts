import {
  AddCustomAttributesCommand,
  CreateUserPoolCommand,
  type CreateUserPoolCommandInput,
  CreateUserPoolDomainCommand,
  DeleteUserPoolCommand,
  DeleteUserPoolDomainCommand,
  DescribeUserPoolCommand,
  GetUserPoolMfaConfigCommand,
  ListTagsForResourceCommand,
  ListUserPoolsCommand,
  SetUserPoolMfaConfigCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateUserPoolCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { refusalOf, serveAdministration } from "../../testing/administration.ts";

let cloud: Awaited<ReturnType<typeof serveAdministration>>;
beforeEach(async () => {
  cloud = await serveAdministration();
});
afterEach(() => cloud.close());

const UNKNOWN = "eu-west-1_000000000";
const GONE = `ResourceNotFoundException: User pool ${UNKNOWN} does not exist.`;
const TRIGGER = "arn:aws:lambda:eu-west-1:123456789012:function:trigger";

const create = async (input: Partial<CreateUserPoolCommandInput> = {}) => {
  const { UserPool } = await cloud.client.send(new CreateUserPoolCommand({ PoolName: "home", ...input }));
  if (UserPool?.Id === undefined) throw new Error("no pool");
  return { ...UserPool, Id: UserPool.Id };
};
const refusedCreation = (input: Partial<CreateUserPoolCommandInput>) => refusalOf(create(input));

describe("CreateUserPool", () => {
  test("shows AWS's defaults for what was left out", async () => {
    const pool = await create();
    expect(pool.Id).toMatch(/^eu-west-1_[0-9a-zA-Z]{9}$/);
    expect(pool.Arn).toBe(`arn:aws:cognito-idp:eu-west-1:123456789012:userpool/${pool.Id}`);
    expect(pool.CreationDate).toEqual(new Date(cloud.clock.now()));
    expect(pool.Policies?.PasswordPolicy).toEqual({
      MinimumLength: 8,
      RequireLowercase: true,
      RequireNumbers: true,
      RequireSymbols: true,
      RequireUppercase: true,
      TemporaryPasswordValidityDays: 7,
    });
    expect(pool).toMatchObject({
      MfaConfiguration: "OFF",
      UserPoolTier: "ESSENTIALS",
      DeletionProtection: "INACTIVE",
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: false, UnusedAccountValidityDays: 7 },
      EmailConfiguration: { EmailSendingAccount: "COGNITO_DEFAULT" },
      VerificationMessageTemplate: { DefaultEmailOption: "CONFIRM_WITH_CODE" },
      EstimatedNumberOfUsers: 0,
    });
    expect(pool.SchemaAttributes?.map(({ Name }) => Name)).toEqual(
      "sub,name,given_name,family_name,middle_name,nickname,preferred_username,profile,picture,website,email,email_verified,gender,birthdate,zoneinfo,locale,phone_number,phone_number_verified,address,updated_at".split(
        ",",
      ),
    );
    expect(pool.SchemaAttributes?.[0]).toEqual({
      Name: "sub",
      AttributeDataType: "String",
      DeveloperOnlyAttribute: false,
      Mutable: false,
      Required: true,
      StringAttributeConstraints: { MinLength: "1", MaxLength: "2048" },
    });
  });

  test.each([
    [
      "String",
      "StringAttributeConstraints",
      { MinLength: "5", MaxLength: "4" },
      "MinLength cannot be greater",
    ],
    ["String", "StringAttributeConstraints", { MinLength: "2049" }, "of more than 2048"],
    ["String", "StringAttributeConstraints", { MaxLength: "2049" }, "of more than 2048"],
    ["String", "StringAttributeConstraints", { MinLength: "-1" }, "cannot be negative"],
    ["Number", "NumberAttributeConstraints", { MinValue: "2", MaxValue: "1" }, "MinValue cannot be greater"],
  ] as const)(
    "COG-18 a %s attribute with %s %j is refused",
    async (AttributeDataType, member, bounds, text) => {
      const attribute = { Name: "x", AttributeDataType, [member]: bounds };
      expect(await refusedCreation({ Schema: [attribute] })).toMatch(`InvalidParameterException: `);
      expect(await refusedCreation({ Schema: [attribute] })).toContain(text);
      const { Id } = await create({});
      const added = new AddCustomAttributesCommand({ UserPoolId: Id, CustomAttributes: [attribute] });
      expect(await refusalOf(cloud.client.send(added))).toContain(text);
    },
  );

  test("COG-18 bounds that meet are taken", async () => {
    const StringAttributeConstraints = { MinLength: "2048", MaxLength: "2048" };
    const NumberAttributeConstraints = { MinValue: "-1", MaxValue: "-1" };
    const pool = await create({
      Schema: [
        { Name: "s", AttributeDataType: "String", StringAttributeConstraints },
        { Name: "n", AttributeDataType: "Number", NumberAttributeConstraints },
      ],
    });
    expect(pool.SchemaAttributes?.slice(-2)).toMatchObject([
      { StringAttributeConstraints },
      { NumberAttributeConstraints },
    ]);
  });

  test("a policy given in part leaves the other rules off", async () => {
    const pool = await create({ Policies: { PasswordPolicy: { MinimumLength: 10 } } });
    expect(pool.Policies?.PasswordPolicy).toMatchObject({ MinimumLength: 10, RequireSymbols: false });
  });

  test("constraints of the model are told in one sentence each", async () => {
    expect(await refusedCreation({ PoolName: "no/slash" })).toBe(
      "InvalidParameterException: 1 validation error detected: Value 'no/slash' at 'poolName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w\\s+=,.@-]+",
    );
    expect(
      await refusedCreation({
        Policies: { PasswordPolicy: { MinimumLength: 5 } },
        UserPoolTier: "FREE" as never,
      }),
    ).toMatch(/^InvalidParameterException: 2 validation errors detected: /);
    expect(await refusedCreation({ PoolName: undefined as never })).toMatch(
      /Value null at 'poolName' failed to satisfy constraint: Member must not be null$/,
    );
  });

  test("COG-30 settings that are not built are refused by name", async () => {
    const refused = (name: string) =>
      `InvalidParameterException: ${name} is not supported by Portcullis. See docs/gaps.md.`;
    expect(await refusedCreation({ DeviceConfiguration: { ChallengeRequiredOnNewDevice: true } })).toBe(
      refused("DeviceConfiguration"),
    );
    expect(await refusedCreation({ UserPoolAddOns: { AdvancedSecurityMode: "ENFORCED" } })).toBe(
      refused("UserPoolAddOns.AdvancedSecurityMode ENFORCED"),
    );
    expect(
      await refusedCreation({
        Policies: { SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "WEB_AUTHN"] } },
      }),
    ).toBe(refused("Policies.SignInPolicy.AllowedFirstAuthFactors WEB_AUTHN"));
    expect(
      await refusedCreation({ VerificationMessageTemplate: { DefaultEmailOption: "CONFIRM_WITH_LINK" } }),
    ).toBe(refused("VerificationMessageTemplate.DefaultEmailOption CONFIRM_WITH_LINK"));
    expect(await refusedCreation({ UserPoolAddOns: { AdvancedSecurityMode: "OFF" } })).toBe("not refused");
    expect(cloud.stores.pools.list()).toHaveLength(1);
  });

  test("COG-31 a trigger that would not run is refused", async () => {
    const sender = { LambdaVersion: "V1_0", LambdaArn: TRIGGER };
    for (const [name, value] of [
      ["UserMigration", TRIGGER],
      ["InboundFederation", sender],
      ["CustomEmailSender", sender],
      ["KMSKeyID", TRIGGER],
    ] as const) {
      expect(await refusedCreation({ LambdaConfig: { [name]: value } })).toBe(
        `InvalidParameterException: LambdaConfig.${name} is not supported by Portcullis. See docs/gaps.md.`,
      );
    }
  });

  test("COG-69 first factors are kept, shown and reset; they need ESSENTIALS and go with MFA", async () => {
    const AllowedFirstAuthFactors = ["EMAIL_OTP", "PASSWORD"] as const;
    const Policies = { SignInPolicy: { AllowedFirstAuthFactors: [...AllowedFirstAuthFactors] } };
    const pool = await create({ Policies });
    expect(pool.Policies?.SignInPolicy).toEqual({ AllowedFirstAuthFactors });
    await cloud.client.send(new UpdateUserPoolCommand({ UserPoolId: pool.Id }));
    const { UserPool } = await cloud.client.send(new DescribeUserPoolCommand({ UserPoolId: pool.Id }));
    expect(UserPool?.Policies?.SignInPolicy).toEqual({ AllowedFirstAuthFactors: ["PASSWORD"] });
    expect(await refusedCreation({ Policies, UserPoolTier: "LITE" })).toMatch(
      /^FeatureUnavailableInTierException: /,
    );
    const codesOnly = { SignInPolicy: { AllowedFirstAuthFactors: ["EMAIL_OTP" as const] } };
    expect(await refusedCreation({ Policies: codesOnly })).toBe("not refused");
    expect(await refusedCreation({ Policies: codesOnly, MfaConfiguration: "ON" })).toMatch(
      /^InvalidParameterException: MFA cannot be required without PASSWORD/,
    );
  });

  test("COG-61 the triggers of custom sign-ins are kept and shown", async () => {
    const LambdaConfig = {
      DefineAuthChallenge: `${TRIGGER}-define`,
      CreateAuthChallenge: `${TRIGGER}-create`,
      VerifyAuthChallengeResponse: `${TRIGGER}-verify`,
    };
    expect((await create({ LambdaConfig })).LambdaConfig).toEqual(LambdaConfig);
  });

  test("COG-32 V2_0 pre-token triggers need ESSENTIALS; both forms name one function", async () => {
    const PreTokenGenerationConfig = { LambdaArn: TRIGGER, LambdaVersion: "V2_0" } as const;
    const pool = await create({ LambdaConfig: { PreTokenGenerationConfig } });
    expect(pool.LambdaConfig).toEqual({ PreTokenGeneration: TRIGGER, PreTokenGenerationConfig });
    const first = await create({ LambdaConfig: { PreTokenGeneration: TRIGGER } });
    expect(first.LambdaConfig?.PreTokenGenerationConfig?.LambdaVersion).toBe("V1_0");
    expect(
      await refusedCreation({ UserPoolTier: "LITE", LambdaConfig: { PreTokenGenerationConfig } }),
    ).toMatch(/^FeatureUnavailableInTierException: /);
    expect(
      await refusedCreation({
        LambdaConfig: { PreTokenGenerationConfig, PreTokenGeneration: `${TRIGGER}2` },
      }),
    ).toMatch(
      /^InvalidParameterException: PreTokenGeneration and PreTokenGenerationConfig.LambdaArn must be/,
    );
  });

  test("MFA needs a factor; schema rules hold", async () => {
    expect(await refusedCreation({ MfaConfiguration: "ON" })).toBe(
      "InvalidParameterException: SMS configuration and Auto verification for phone_number are required when MFA is required/optional",
    );
    expect(await refusedCreation({ UsernameAttributes: ["email"], AliasAttributes: ["email"] })).toMatch(
      /^InvalidParameterException: Only one of/,
    );
    expect(
      await refusedCreation({ Schema: [{ Name: "x", AttributeDataType: "String", Required: true }] }),
    ).toBe("InvalidParameterException: Required custom attributes are not supported currently.");
    expect(await refusedCreation({ Schema: [{ Name: "x" }] })).toMatch(/Invalid AttributeDataType input/);
    expect(await refusedCreation({ Schema: [{ Name: "email", AttributeDataType: "Number" }] })).toMatch(
      /You can not change AttributeDataType/,
    );
    const pool = await create({
      Schema: [
        { Name: "email", Required: true },
        { Name: "x", AttributeDataType: "String" },
      ],
    });
    expect(pool.SchemaAttributes?.find(({ Name }) => Name === "email")?.Required).toBe(true);
    expect(pool.SchemaAttributes?.at(-1)?.Name).toBe("custom:x");
  });
});

describe("UpdateUserPool", () => {
  test("replaces settings as a whole: what is left out is reset", async () => {
    const { Id } = await create({
      AutoVerifiedAttributes: ["email"],
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      UsernameAttributes: ["email"],
      UserPoolTags: { team: "home" },
    });
    cloud.clock.advanceSeconds(5);
    await cloud.client.send(new UpdateUserPoolCommand({ UserPoolId: Id, PoolName: "renamed" }));
    const { UserPool } = await cloud.client.send(new DescribeUserPoolCommand({ UserPoolId: Id }));
    expect(UserPool).toMatchObject({
      Name: "renamed",
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: false },
      UsernameAttributes: ["email"],
      UserPoolTags: { team: "home" },
      LastModifiedDate: new Date(cloud.clock.now()),
    });
    expect(UserPool?.AutoVerifiedAttributes).toBeUndefined();
  });

  test("refuses an unknown pool and unsupported settings", async () => {
    expect(await refusalOf(cloud.client.send(new UpdateUserPoolCommand({ UserPoolId: UNKNOWN })))).toBe(GONE);
    const { Id } = await create();
    const update = new UpdateUserPoolCommand({
      UserPoolId: Id,
      DeviceConfiguration: { ChallengeRequiredOnNewDevice: true },
    });
    expect(await refusalOf(cloud.client.send(update))).toMatch(/DeviceConfiguration is not supported/);
  });
});

describe("SetUserPoolMfaConfig, GetUserPoolMfaConfig", () => {
  test("COG-34 authenticator apps are turned on, and MFA is never on without a factor", async () => {
    const { Id } = await create();
    const set = (input: object) =>
      cloud.client.send(new SetUserPoolMfaConfigCommand({ UserPoolId: Id, ...input }));
    expect(await refusalOf(set({ MfaConfiguration: "ON" }))).toBe(
      "InvalidParameterException: Invalid MFA configuration given, can't disable all MFAs with a required or optional configuration.",
    );
    expect(
      await refusalOf(set({ MfaConfiguration: "OFF", SoftwareTokenMfaConfiguration: { Enabled: true } })),
    ).toBe(
      "InvalidParameterException: Invalid MFA configuration given, can't turn off MFA and configure an MFA together.",
    );
    expect(await refusalOf(set({ MfaConfiguration: "ON", SmsMfaConfiguration: {} }))).toMatch(
      /SmsMfaConfiguration is not supported/,
    );
    await set({ MfaConfiguration: "OPTIONAL", SoftwareTokenMfaConfiguration: { Enabled: true } });
    const get = await cloud.client.send(new GetUserPoolMfaConfigCommand({ UserPoolId: Id }));
    expect(get).toMatchObject({
      MfaConfiguration: "OPTIONAL",
      SoftwareTokenMfaConfiguration: { Enabled: true },
    });
    const unknown = new GetUserPoolMfaConfigCommand({ UserPoolId: UNKNOWN });
    expect(await refusalOf(cloud.client.send(unknown))).toBe(GONE);
  });
});

describe("AddCustomAttributes", () => {
  test("adds to the schema, once", async () => {
    const { Id } = await create();
    const add = () =>
      cloud.client.send(
        new AddCustomAttributesCommand({
          UserPoolId: Id,
          CustomAttributes: [{ Name: "house", AttributeDataType: "String" }],
        }),
      );
    await add();
    expect(cloud.stores.pools.find(Id)?.schema.at(-1)?.name).toBe("custom:house");
    expect(await refusalOf(add())).toMatch(/^InvalidParameterException: custom:house: Existing attribute/);
  });
});

describe("DeleteUserPool", () => {
  test("COG-33 a protected pool, or one with a domain, stays", async () => {
    const { Id } = await create({ DeletionProtection: "ACTIVE" });
    const remove = () => cloud.client.send(new DeleteUserPoolCommand({ UserPoolId: Id }));
    expect(await refusalOf(remove())).toBe(
      "InvalidParameterException: The user pool cannot be deleted because deletion protection is activated. Deletion protection must be inactivated first.",
    );
    await cloud.client.send(new UpdateUserPoolCommand({ UserPoolId: Id, DeletionProtection: "INACTIVE" }));
    await cloud.client.send(new CreateUserPoolDomainCommand({ UserPoolId: Id, Domain: "home" }));
    expect(await refusalOf(remove())).toBe(
      "InvalidParameterException: User pool cannot be deleted. It has a domain configured that should be deleted first.",
    );
    await cloud.client.send(new DeleteUserPoolDomainCommand({ UserPoolId: Id, Domain: "home" }));
    await remove();
    expect(await refusalOf(remove())).toBe(`ResourceNotFoundException: User pool ${Id} does not exist.`);
  });
});

describe("ListUserPools", () => {
  test("pages; a foreign token is refused", async () => {
    const ids: (string | undefined)[] = [];
    for (const PoolName of ["a", "b", "c"]) {
      ids.push((await create({ PoolName })).Id);
      cloud.clock.advanceSeconds(1);
    }
    const first = await cloud.client.send(new ListUserPoolsCommand({ MaxResults: 2 }));
    const rest = await cloud.client.send(
      new ListUserPoolsCommand({ MaxResults: 2, NextToken: first.NextToken }),
    );
    expect([...(first.UserPools ?? []), ...(rest.UserPools ?? [])].map(({ Id }) => Id)).toEqual(ids);
    expect(rest.NextToken).toBeUndefined();
    const forged = new ListUserPoolsCommand({ MaxResults: 2, NextToken: "forged" });
    expect(await refusalOf(cloud.client.send(forged))).toMatch(/^InvalidParameterException/);
    expect(await refusalOf(cloud.client.send(new ListUserPoolsCommand({ MaxResults: 61 })))).toMatch(
      /Member must have value less than or equal to 60$/,
    );
  });
});

describe("TagResource, UntagResource, ListTagsForResource", () => {
  test("change the tags of the pool an ARN names, and of no other", async () => {
    const { Arn: ResourceArn } = await create({ UserPoolTags: { a: "1" } });
    await cloud.client.send(new TagResourceCommand({ ResourceArn, Tags: { b: "2" } }));
    await cloud.client.send(new UntagResourceCommand({ ResourceArn, TagKeys: ["a"] }));
    const { Tags } = await cloud.client.send(new ListTagsForResourceCommand({ ResourceArn }));
    expect(Tags).toEqual({ b: "2" });
    const foreign = new ListTagsForResourceCommand({ ResourceArn: "arn:aws:s3:::some-bucket-of-mine" });
    expect(await refusalOf(cloud.client.send(foreign))).toMatch(/^InvalidParameterException/);
  });

  test("COG-20 an ARN is compared whole: of another account, region or partition it is nobody's", async () => {
    const { Arn = "" } = await create({ UserPoolTags: { a: "1" } });
    for (const [part, other] of [
      ["123456789012", "210987654321"],
      [":eu-west-1:", ":us-east-1:"],
      ["arn:aws:", "arn:aws-cn:"],
    ] as const) {
      const ResourceArn = Arn.replace(part, other);
      for (const command of [
        () => cloud.client.send(new ListTagsForResourceCommand({ ResourceArn })),
        () => cloud.client.send(new TagResourceCommand({ ResourceArn, Tags: { b: "2" } })),
        () => cloud.client.send(new UntagResourceCommand({ ResourceArn, TagKeys: ["a"] })),
      ]) {
        expect([ResourceArn, await refusalOf(command())]).toEqual([
          ResourceArn,
          expect.stringMatching(/^ResourceNotFoundException: User pool \S+ does not exist\.$/),
        ]);
      }
    }
    const { Tags } = await cloud.client.send(new ListTagsForResourceCommand({ ResourceArn: Arn }));
    expect(Tags).toEqual({ a: "1" });
  });
});
