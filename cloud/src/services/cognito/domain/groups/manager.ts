import type { Clock } from "../../../../core/clock.ts";
import { timestamp } from "../../../../core/clock.ts";
import type {
  AdminAddUserToGroupRequest,
  CreateGroupRequest,
} from "../../../../wire/models/generated/cognito-idp.types.ts";
import { groupExists, groupNotFound } from "../../shared/errors.ts";
import { decodePageToken, type Page, pageOf } from "../../shared/pagination.ts";
import type { PoolManager } from "../pools/manager.ts";
import { getUser } from "../users/directory.ts";
import type { UserStore } from "../users/store.ts";
import type { User } from "../users/user.ts";
import type { Group, GroupStore } from "./group.ts";

export type GroupInput = CreateGroupRequest;

export type Membership = AdminAddUserToGroupRequest;

export interface PageRequest {
  readonly limit: number;
  readonly token: string | undefined;
}

export interface GroupManager {
  create(input: GroupInput): Group;
  /** Throws ResourceNotFoundException. */
  get(userPoolId: string, name: string): Group;
  /** Changes what is given; the rest stays. */
  update(input: GroupInput): Group;
  delete(userPoolId: string, name: string): void;
  list(userPoolId: string, request: PageRequest): Page<Group>;
  addMember(membership: Membership): void;
  removeMember(membership: Membership): void;
  listOfUser(userPoolId: string, username: string): Group[];
  listMembers(userPoolId: string, name: string, request: PageRequest): Page<User>;
}

export interface GroupManagerDependencies {
  readonly stores: { readonly groups: GroupStore; readonly users: UserStore };
  readonly pools: PoolManager;
  readonly clock: Clock;
}

export function createGroupManager(dependencies: GroupManagerDependencies): GroupManager {
  const { stores, pools, clock } = dependencies;
  const get = (userPoolId: string, name: string): Group => {
    const group = stores.groups.find(pools.get(userPoolId).id, name);
    if (group === undefined) throw groupNotFound();
    return group;
  };
  return {
    get,
    create: (input) => {
      const pool = pools.get(input.UserPoolId);
      if (stores.groups.find(pool.id, input.GroupName) !== undefined) throw groupExists();
      const now = clock.now();
      const group: Group = {
        userPoolId: pool.id,
        name: input.GroupName,
        description: input.Description,
        roleArn: input.RoleArn,
        precedence: input.Precedence,
        createdAt: now,
        modifiedAt: now,
      };
      stores.groups.insert(group);
      return group;
    },
    update: (input) => {
      const group = get(input.UserPoolId, input.GroupName);
      const updated: Group = {
        ...group,
        description: input.Description ?? group.description,
        roleArn: input.RoleArn ?? group.roleArn,
        precedence: input.Precedence ?? group.precedence,
        modifiedAt: clock.now(),
      };
      stores.groups.replace(updated);
      return updated;
    },
    delete: (userPoolId, name) => stores.groups.remove(userPoolId, get(userPoolId, name).name),
    list: (userPoolId, request) => {
      const after = decodePageToken(request.token);
      const found = stores.groups.list(pools.get(userPoolId).id, request.limit + 1, after);
      return pageOf(found, request.limit, ({ name }) => name);
    },
    ...memberships(dependencies, get),
  };
}

function memberships(
  { stores, pools }: GroupManagerDependencies,
  get: (userPoolId: string, name: string) => Group,
): Pick<GroupManager, "addMember" | "removeMember" | "listOfUser" | "listMembers"> {
  const userOf = (userPoolId: string, username: string): User =>
    getUser(stores.users, pools.get(userPoolId), username);
  return {
    addMember: ({ UserPoolId, GroupName, Username }) => {
      const user = userOf(UserPoolId, Username);
      stores.groups.addMember(UserPoolId, get(UserPoolId, GroupName).name, user.sub);
    },
    removeMember: ({ UserPoolId, GroupName, Username }) => {
      const user = userOf(UserPoolId, Username);
      stores.groups.removeMember(UserPoolId, get(UserPoolId, GroupName).name, user.sub);
    },
    listOfUser: (userPoolId, username) =>
      stores.groups.listOfUser(userPoolId, userOf(userPoolId, username).sub),
    listMembers: (userPoolId, name, request) => {
      const group = get(userPoolId, name);
      const after = decodePageToken(request.token);
      const subs = stores.groups.listMembers(userPoolId, group.name, request.limit + 1, after);
      const users = subs.flatMap((sub) => stores.users.findBySub(userPoolId, sub) ?? []);
      return pageOf(users, request.limit, ({ sub }) => sub);
    },
  };
}

/** The GroupType structure. */
export function describeGroup(group: Group): Record<string, unknown> {
  return {
    GroupName: group.name,
    UserPoolId: group.userPoolId,
    ...(group.description === undefined ? {} : { Description: group.description }),
    ...(group.roleArn === undefined ? {} : { RoleArn: group.roleArn }),
    ...(group.precedence === undefined ? {} : { Precedence: group.precedence }),
    LastModifiedDate: timestamp(group.modifiedAt),
    CreationDate: timestamp(group.createdAt),
  };
}
