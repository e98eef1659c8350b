import type { ConsoleContext } from "../../../wire/console-area.ts";
import type { ClientSettings } from "../domain/clients/input.ts";
import type { LambdaConfigInput } from "../domain/pools/input.ts";

/** Members of what the user-pool API answers, as far as pages show them. Times in epoch seconds. */
export interface PoolSummary {
  readonly Id: string;
  readonly Name: string;
}

export interface DescribedPool extends PoolSummary {
  readonly Arn: string;
  readonly EstimatedNumberOfUsers: number;
  readonly LambdaConfig?: LambdaConfigInput;
  readonly UserPoolTier: "LITE" | "ESSENTIALS" | "PLUS";
  readonly MfaConfiguration: "OFF" | "OPTIONAL" | "ON";
  readonly Domain?: string;
  readonly UsernameAttributes?: readonly string[];
  readonly AliasAttributes?: readonly ("email" | "phone_number" | "preferred_username")[];
  readonly SchemaAttributes: readonly DescribedAttribute[];
  readonly Policies: { readonly PasswordPolicy: DescribedPasswordPolicy };
}

export interface DescribedAttribute {
  readonly Name: string;
  readonly Mutable: boolean;
  readonly Required: boolean;
}

export interface DescribedPasswordPolicy {
  readonly MinimumLength: number;
  readonly RequireUppercase: boolean;
  readonly RequireLowercase: boolean;
  readonly RequireNumbers: boolean;
  readonly RequireSymbols: boolean;
}

export interface DescribedClient
  extends Pick<
    ClientSettings,
    "AccessTokenValidity" | "IdTokenValidity" | "RefreshTokenValidity" | "TokenValidityUnits"
  > {
  readonly UserPoolId: string;
  readonly ClientId: string;
  readonly ClientName: string;
  readonly ReadAttributes?: readonly string[];
  readonly AllowedOAuthFlowsUserPoolClient: boolean;
  readonly AllowedOAuthScopes?: readonly string[];
  readonly EnableTokenRevocation: boolean;
}

export interface DescribedAttributeValue {
  readonly Name: string;
  readonly Value?: string;
}

export interface DescribedUser {
  readonly Username: string;
  readonly UserStatus: "UNCONFIRMED" | "CONFIRMED" | "RESET_REQUIRED" | "FORCE_CHANGE_PASSWORD";
  readonly Enabled: boolean;
  readonly UserCreateDate: number;
  readonly UserLastModifiedDate: number;
  readonly Attributes: readonly DescribedAttributeValue[];
  readonly UserMFASettingList?: readonly string[];
}

export interface DescribedGroup {
  readonly GroupName: string;
  readonly Description?: string;
  readonly RoleArn?: string;
  readonly Precedence?: number;
  readonly CreationDate: number;
}

/** One page of a list that the API pages. */
export interface Paged<Item> {
  readonly items: readonly Item[];
  readonly next: string | undefined;
}

type Input = Readonly<Record<string, unknown>>;

const MOST_ON_A_PAGE = 60;

/** Calls of the user-pool API, signed with the console's key. */
export function directory(console: Pick<ConsoleContext, "call">) {
  const call = <Output>(operation: string, input: Input): Promise<Output> =>
    console.call<Output>("cognito-idp", operation, input);
  return {
    pools: async (): Promise<readonly PoolSummary[]> => {
      const { UserPools = [] } = await call<{ UserPools?: PoolSummary[] }>("ListUserPools", {
        MaxResults: MOST_ON_A_PAGE,
      });
      return UserPools;
    },
    pool: async (UserPoolId: string): Promise<DescribedPool> =>
      (await call<{ UserPool: DescribedPool }>("DescribeUserPool", { UserPoolId })).UserPool,
    users: async (UserPoolId: string, request: UserListRequest): Promise<Paged<DescribedUser>> => {
      const { limit: Limit, filter: Filter, after: PaginationToken } = request;
      const { Users = [], PaginationToken: next } = await call<{
        Users?: DescribedUser[];
        PaginationToken?: string;
      }>("ListUsers", { UserPoolId, Limit, Filter, PaginationToken });
      return { items: Users, next };
    },
    user: async (UserPoolId: string, Username: string): Promise<DescribedUser> => {
      const { UserAttributes, ...user } = await call<
        Omit<DescribedUser, "Attributes"> & { readonly UserAttributes: DescribedUser["Attributes"] }
      >("AdminGetUser", { UserPoolId, Username });
      return { ...user, Attributes: UserAttributes };
    },
    groupsOf: async (UserPoolId: string, Username: string): Promise<readonly DescribedGroup[]> => {
      const { Groups = [] } = await call<{ Groups?: DescribedGroup[] }>("AdminListGroupsForUser", {
        UserPoolId,
        Username,
      });
      return Groups;
    },
    groups: async (UserPoolId: string, NextToken?: string): Promise<Paged<DescribedGroup>> => {
      const { Groups = [], NextToken: next } = await call<{
        Groups?: DescribedGroup[];
        NextToken?: string;
      }>("ListGroups", { UserPoolId, Limit: MOST_ON_A_PAGE, NextToken });
      return { items: Groups, next };
    },
    group: async (UserPoolId: string, GroupName: string): Promise<DescribedGroup> =>
      (await call<{ Group: DescribedGroup }>("GetGroup", { UserPoolId, GroupName })).Group,
    members: async (
      UserPoolId: string,
      GroupName: string,
      { limit: Limit, after: NextToken }: Omit<UserListRequest, "filter">,
    ): Promise<Paged<DescribedUser>> => {
      const { Users = [], NextToken: next } = await call<{ Users?: DescribedUser[]; NextToken?: string }>(
        "ListUsersInGroup",
        { UserPoolId, GroupName, Limit, NextToken },
      );
      return { items: Users, next };
    },
    clients: async (UserPoolId: string): Promise<readonly { ClientId: string; ClientName: string }[]> => {
      const { UserPoolClients = [] } = await call<{
        UserPoolClients?: { ClientId: string; ClientName: string }[];
      }>("ListUserPoolClients", { UserPoolId, MaxResults: MOST_ON_A_PAGE });
      return UserPoolClients;
    },
    client: async (UserPoolId: string, ClientId: string): Promise<DescribedClient> =>
      (await call<{ UserPoolClient: DescribedClient }>("DescribeUserPoolClient", { UserPoolId, ClientId }))
        .UserPoolClient,
    /** An operation on a user or group whose answer says nothing more. */
    run: async (operation: string, input: Input): Promise<void> => {
      await call(operation, input);
    },
  };
}

export type Directory = ReturnType<typeof directory>;

interface UserListRequest {
  readonly limit: number;
  /** As ListUsers takes it: `email ^= "a"`. */
  readonly filter?: string | undefined;
  readonly after?: string | undefined;
}

/** The value of an attribute, undefined where the user has none. */
export function attributeOf(
  { Attributes }: Pick<DescribedUser, "Attributes">,
  name: string,
): string | undefined {
  return Attributes.find(({ Name }) => Name === name)?.Value;
}
