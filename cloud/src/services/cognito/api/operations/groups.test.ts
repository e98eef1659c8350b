import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminListGroupsForUserCommand,
  AdminRemoveUserFromGroupCommand,
  CreateGroupCommand,
  CreateUserPoolCommand,
  DeleteGroupCommand,
  GetGroupCommand,
  ListGroupsCommand,
  ListUsersInGroupCommand,
  UpdateGroupCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { refusalOf, serveAdministration } from "../../testing/administration.ts";

let cloud: Awaited<ReturnType<typeof serveAdministration>>;
let UserPoolId: string;
beforeEach(async () => {
  cloud = await serveAdministration();
  const { UserPool } = await cloud.client.send(
    new CreateUserPoolCommand({ PoolName: "home", UsernameAttributes: ["email"] }),
  );
  UserPoolId = UserPool?.Id ?? "";
});
afterEach(() => cloud.close());

const NO_GROUP = "ResourceNotFoundException: Group not found.";
const NO_USER = "UserNotFoundException: User does not exist.";
const create = (GroupName: string, more: object = {}) =>
  cloud.client.send(new CreateGroupCommand({ UserPoolId, GroupName, ...more }));
const invite = (Username: string) =>
  cloud.client.send(new AdminCreateUserCommand({ UserPoolId, Username, MessageAction: "SUPPRESS" }));
const add = (GroupName: string, Username: string) =>
  cloud.client.send(new AdminAddUserToGroupCommand({ UserPoolId, GroupName, Username }));

describe("CreateGroup, GetGroup, UpdateGroup, DeleteGroup", () => {
  test("a group is created once, shown, changed and deleted", async () => {
    const { Group } = await create("Admins", { Precedence: 0, Description: "May open the gate" });
    expect(Group).toMatchObject({
      GroupName: "Admins",
      UserPoolId,
      Precedence: 0,
      CreationDate: expect.any(Date),
    });
    expect(await refusalOf(create("Admins"))).toBe(
      "GroupExistsException: A group with the name already exists.",
    );
    await cloud.client.send(new UpdateGroupCommand({ UserPoolId, GroupName: "Admins", Precedence: 5 }));
    const get = () => cloud.client.send(new GetGroupCommand({ UserPoolId, GroupName: "Admins" }));
    expect((await get()).Group).toMatchObject({ Precedence: 5, Description: "May open the gate" });
    await cloud.client.send(new DeleteGroupCommand({ UserPoolId, GroupName: "Admins" }));
    expect(await refusalOf(get())).toBe(NO_GROUP);
    expect(
      await refusalOf(cloud.client.send(new DeleteGroupCommand({ UserPoolId, GroupName: "Admins" }))),
    ).toBe(NO_GROUP);
    expect(
      await refusalOf(cloud.client.send(new UpdateGroupCommand({ UserPoolId, GroupName: "Admins" }))),
    ).toBe(NO_GROUP);
  });

  test("ListGroups pages by name", async () => {
    for (const name of ["c", "a", "b"]) await create(name);
    const first = await cloud.client.send(new ListGroupsCommand({ UserPoolId, Limit: 2 }));
    const rest = await cloud.client.send(
      new ListGroupsCommand({ UserPoolId, Limit: 2, NextToken: first.NextToken }),
    );
    expect([first, rest].map(({ Groups }) => Groups?.map(({ GroupName }) => GroupName))).toEqual([
      ["a", "b"],
      ["c"],
    ]);
    expect(await refusalOf(cloud.client.send(new ListGroupsCommand({ UserPoolId: "eu-west-1_0" })))).toBe(
      "ResourceNotFoundException: User pool eu-west-1_0 does not exist.",
    );
  });
});

describe("AdminAddUserToGroup, AdminRemoveUserFromGroup, AdminListGroupsForUser, ListUsersInGroup", () => {
  test("members come and go; groups are listed by precedence", async () => {
    const { User } = await invite("ann@example.com");
    await invite("bob@example.com");
    await create("Zeta", { Precedence: 1 });
    await create("Alpha");
    await add("Alpha", "ann@example.com");
    await add("Zeta", "ann@example.com");
    await add("Zeta", "ann@example.com");
    await add("Zeta", "bob@example.com");
    const groups = await cloud.client.send(
      new AdminListGroupsForUserCommand({ UserPoolId, Username: User?.Username }),
    );
    expect(groups.Groups?.map(({ GroupName }) => GroupName)).toEqual(["Zeta", "Alpha"]);
    const first = await cloud.client.send(
      new ListUsersInGroupCommand({ UserPoolId, GroupName: "Zeta", Limit: 1 }),
    );
    const rest = await cloud.client.send(
      new ListUsersInGroupCommand({ UserPoolId, GroupName: "Zeta", NextToken: first.NextToken }),
    );
    expect(first.Users).toHaveLength(1);
    expect(rest.Users).toHaveLength(1);
    await cloud.client.send(
      new AdminRemoveUserFromGroupCommand({ UserPoolId, GroupName: "Zeta", Username: "ann@example.com" }),
    );
    const left = await cloud.client.send(new ListUsersInGroupCommand({ UserPoolId, GroupName: "Zeta" }));
    expect(left.Users?.map(({ Attributes }) => Attributes?.[1]?.Value)).toEqual(["bob@example.com"]);
  });

  test("unknown groups and users are refused", async () => {
    await invite("ann@example.com");
    await create("Admins");
    expect(await refusalOf(add("Nobody", "ann@example.com"))).toBe(NO_GROUP);
    expect(await refusalOf(add("Admins", "bob@example.com"))).toBe(NO_USER);
    const groups = new AdminListGroupsForUserCommand({ UserPoolId, Username: "bob@example.com" });
    expect(await refusalOf(cloud.client.send(groups))).toBe(NO_USER);
    const members = new ListUsersInGroupCommand({ UserPoolId, GroupName: "Nobody" });
    expect(await refusalOf(cloud.client.send(members))).toBe(NO_GROUP);
    const remove = { UserPoolId, GroupName: "Nobody", Username: "ann@example.com" };
    expect(await refusalOf(cloud.client.send(new AdminRemoveUserFromGroupCommand(remove)))).toBe(NO_GROUP);
  });
});
