import { type AccessRow, jsonCall, type Needed } from "../../../iam/testing/access-table.ts";
import { buildSchema } from "../domain/pools/schema.ts";
import type { CognitoStores } from "../domain/stores.ts";
import { TARGET_PREFIX } from "../shared/constants.ts";
import { aClient, aPool, aUser } from "./records.ts";

const POOL_ID = "eu-west-1_AbCdEfGhI";
const CLIENT_ID = "1example23456789";
const SMS_ROLE = "team/texts";
const SMS = {
  SnsCallerArn: `arn:aws:iam::123456789012:role/${SMS_ROLE}`,
  ExternalId: "texts",
};
const TAGS = { cost: "7" };
const POOL_ARN = `arn:aws:cognito-idp:eu-west-1:123456789012:userpool/${POOL_ID}`;
const PASSWORD = "Correct-Horse-1";
const SERVER = { Identifier: "https://gates", Name: "gates" };

/** A pool with one of everything. */
export function fill(stores: CognitoStores): void {
  const schema = buildSchema([]);
  const pool = aPool({
    schema,
    id: POOL_ID,
    softwareTokenMfa: true,
    mfa: "OPTIONAL",
    tags: { team: "home" },
  });
  stores.pools.insert(pool);
  stores.clients.insert(aClient({ explicitAuthFlows: ["ALLOW_ADMIN_USER_PASSWORD_AUTH"] }));
  const attributes = { email: "ann@example.com", email_verified: "true", nickname: "a" };
  stores.users.insert(pool, aUser({ attributes }));
  stores.users.insert(pool, aUser({ username: "new", sub: "new-sub", status: "UNCONFIRMED" }));
  const at = { createdAt: 1, modifiedAt: 1 };
  const unset = { description: undefined, roleArn: undefined, precedence: undefined };
  stores.groups.insert({ userPoolId: POOL_ID, name: "Admins", ...unset, ...at });
  stores.domains.insert({ domain: "home", userPoolId: POOL_ID, managedLoginVersion: 1, createdAt: 1 });
  stores.resourceServers.insert({
    userPoolId: POOL_ID,
    identifier: SERVER.Identifier,
    name: SERVER.Name,
    scopes: [],
  });
  stores.pools.insert(aPool({ id: "eu-west-1_spare" }));
}

const onPool = (action: string, UserPoolId = POOL_ID): Needed => ({
  action: `cognito-idp:${action}`,
  type: "userpool",
  values: { UserPoolId },
});
const passRole: Needed = { action: "iam:PassRole", type: "role", values: { RoleNameWithPath: SMS_ROLE } };

export const cognitoCall = (action: string, input: object = {}) =>
  jsonCall(`${TARGET_PREFIX}.${action}`, input);

function ofPool(action: string, input: object = {}): AccessRow {
  return { ...cognitoCall(action, { UserPoolId: POOL_ID, ...input }), needs: [onPool(action)] };
}

const ofUser = (action: string, input: object = {}): AccessRow =>
  ofPool(action, { Username: "ann", ...input });

function ofArn(action: string, input: object = {}): AccessRow {
  return { ...cognitoCall(action, { ResourceArn: POOL_ARN, ...input }), needs: [onPool(action)] };
}

function ofAll(action: string, input: object = {}): AccessRow {
  return { ...cognitoCall(action, input), needs: [{ action: `cognito-idp:${action}`, type: "*" }] };
}

/**
 * Every operation that has to be signed.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncognitouserpools.html
 */
export const COGNITO_ROWS: Readonly<Record<string, AccessRow>> = {
  AddCustomAttributes: ofPool("AddCustomAttributes", {
    CustomAttributes: [{ Name: "house", AttributeDataType: "String" }],
  }),
  AdminAddUserToGroup: ofUser("AdminAddUserToGroup", { GroupName: "Admins" }),
  AdminConfirmSignUp: ofUser("AdminConfirmSignUp", { Username: "new" }),
  AdminCreateUser: ofUser("AdminCreateUser", { Username: "bob", MessageAction: "SUPPRESS" }),
  AdminDeleteUser: ofUser("AdminDeleteUser"),
  AdminDeleteUserAttributes: ofUser("AdminDeleteUserAttributes", { UserAttributeNames: ["nickname"] }),
  AdminDisableUser: ofUser("AdminDisableUser"),
  AdminEnableUser: ofUser("AdminEnableUser"),
  AdminGetUser: ofUser("AdminGetUser"),
  AdminInitiateAuth: {
    ...ofPool("AdminInitiateAuth", {
      ClientId: CLIENT_ID,
      AuthFlow: "ADMIN_USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME: "ann", PASSWORD },
    }),
    answers: "NotAuthorizedException",
  },
  AdminListGroupsForUser: ofUser("AdminListGroupsForUser"),
  AdminRemoveUserFromGroup: ofUser("AdminRemoveUserFromGroup", { GroupName: "Admins" }),
  AdminResetUserPassword: ofUser("AdminResetUserPassword"),
  AdminRespondToAuthChallenge: {
    ...ofPool("AdminRespondToAuthChallenge", {
      ClientId: CLIENT_ID,
      ChallengeName: "NEW_PASSWORD_REQUIRED",
      ChallengeResponses: { USERNAME: "ann", NEW_PASSWORD: PASSWORD },
      Session: "not-a-session-of-this-pool",
    }),
    answers: "NotAuthorizedException",
  },
  AdminSetUserMFAPreference: ofUser("AdminSetUserMFAPreference", {
    SoftwareTokenMfaSettings: { Enabled: false },
  }),
  AdminSetUserPassword: ofUser("AdminSetUserPassword", { Password: PASSWORD, Permanent: true }),
  AdminUpdateUserAttributes: ofUser("AdminUpdateUserAttributes", {
    UserAttributes: [{ Name: "nickname", Value: "b" }],
  }),
  AdminUserGlobalSignOut: ofUser("AdminUserGlobalSignOut"),
  CreateGroup: ofPool("CreateGroup", { GroupName: "Guests" }),
  CreateResourceServer: ofPool("CreateResourceServer", { Identifier: "https://doors", Name: "doors" }),
  CreateUserPool: {
    ...cognitoCall("CreateUserPool", { PoolName: "more", UserPoolTags: TAGS, SmsConfiguration: SMS }),
    needs: [{ action: "cognito-idp:CreateUserPool", type: "*" }, passRole],
  },
  CreateUserPoolClient: ofPool("CreateUserPoolClient", { ClientName: "more" }),
  CreateUserPoolDomain: {
    ...ofPool("CreateUserPoolDomain", { UserPoolId: "eu-west-1_spare", Domain: "more" }),
    needs: [onPool("CreateUserPoolDomain", "eu-west-1_spare")],
  },
  DeleteGroup: ofPool("DeleteGroup", { GroupName: "Admins" }),
  DeleteResourceServer: ofPool("DeleteResourceServer", { Identifier: SERVER.Identifier }),
  DeleteUserPool: {
    ...ofPool("DeleteUserPool", { UserPoolId: "eu-west-1_spare" }),
    needs: [onPool("DeleteUserPool", "eu-west-1_spare")],
  },
  DeleteUserPoolClient: ofPool("DeleteUserPoolClient", { ClientId: CLIENT_ID }),
  DeleteUserPoolDomain: ofPool("DeleteUserPoolDomain", { Domain: "home" }),
  DescribeResourceServer: ofPool("DescribeResourceServer", { Identifier: SERVER.Identifier }),
  DescribeUserPool: ofPool("DescribeUserPool"),
  DescribeUserPoolClient: ofPool("DescribeUserPoolClient", { ClientId: CLIENT_ID }),
  DescribeUserPoolDomain: ofAll("DescribeUserPoolDomain", { Domain: "home" }),
  GetGroup: ofPool("GetGroup", { GroupName: "Admins" }),
  GetUserPoolMfaConfig: ofPool("GetUserPoolMfaConfig"),
  ListGroups: ofPool("ListGroups"),
  ListResourceServers: ofPool("ListResourceServers", { MaxResults: 10 }),
  ListTagsForResource: ofArn("ListTagsForResource"),
  ListUserPoolClients: ofPool("ListUserPoolClients", { MaxResults: 10 }),
  ListUserPools: ofAll("ListUserPools", { MaxResults: 10 }),
  ListUsers: ofPool("ListUsers"),
  ListUsersInGroup: ofPool("ListUsersInGroup", { GroupName: "Admins" }),
  SetUserPoolMfaConfig: ofPool("SetUserPoolMfaConfig", { MfaConfiguration: "OFF" }),
  TagResource: ofArn("TagResource", { Tags: TAGS }),
  UntagResource: ofArn("UntagResource", { TagKeys: ["cost"] }),
  UpdateGroup: ofPool("UpdateGroup", { GroupName: "Admins", Description: "changed" }),
  UpdateResourceServer: ofPool("UpdateResourceServer", SERVER),
  UpdateUserPool: {
    ...ofPool("UpdateUserPool", { UserPoolTags: TAGS, SmsConfiguration: SMS }),
    needs: [onPool("UpdateUserPool"), passRole],
  },
  UpdateUserPoolClient: ofPool("UpdateUserPoolClient", { ClientId: CLIENT_ID, ClientName: "changed" }),
  UpdateUserPoolDomain: ofPool("UpdateUserPoolDomain", { Domain: "home", ManagedLoginVersion: 2 }),
};
