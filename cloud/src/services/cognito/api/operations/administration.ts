import type { AnyOperation } from "../../../../wire/operation.ts";
import { addCustomAttributes } from "./AddCustomAttributes.ts";
import { adminAddUserToGroup } from "./AdminAddUserToGroup.ts";
import { adminCreateUser } from "./AdminCreateUser.ts";
import { adminDeleteUser } from "./AdminDeleteUser.ts";
import { adminDeleteUserAttributes } from "./AdminDeleteUserAttributes.ts";
import { adminDisableUser } from "./AdminDisableUser.ts";
import { adminEnableUser } from "./AdminEnableUser.ts";
import { adminGetUser } from "./AdminGetUser.ts";
import { adminListGroupsForUser } from "./AdminListGroupsForUser.ts";
import { adminRemoveUserFromGroup } from "./AdminRemoveUserFromGroup.ts";
import { adminSetUserPassword } from "./AdminSetUserPassword.ts";
import { adminUpdateUserAttributes } from "./AdminUpdateUserAttributes.ts";
import { createGroup } from "./CreateGroup.ts";
import { createResourceServer } from "./CreateResourceServer.ts";
import { createUserPool } from "./CreateUserPool.ts";
import { createUserPoolClient } from "./CreateUserPoolClient.ts";
import { createUserPoolDomain } from "./CreateUserPoolDomain.ts";
import { deleteGroup } from "./DeleteGroup.ts";
import { deleteResourceServer } from "./DeleteResourceServer.ts";
import { deleteUserPool } from "./DeleteUserPool.ts";
import { deleteUserPoolClient } from "./DeleteUserPoolClient.ts";
import { deleteUserPoolDomain } from "./DeleteUserPoolDomain.ts";
import { describeResourceServer } from "./DescribeResourceServer.ts";
import { describeUserPool } from "./DescribeUserPool.ts";
import { describeUserPoolClient } from "./DescribeUserPoolClient.ts";
import { describeUserPoolDomain } from "./DescribeUserPoolDomain.ts";
import type { AdminDependencies } from "./dependencies.ts";
import { getGroup } from "./GetGroup.ts";
import { getUserPoolMfaConfig } from "./GetUserPoolMfaConfig.ts";
import { listGroups } from "./ListGroups.ts";
import { listResourceServers } from "./ListResourceServers.ts";
import { listTagsForResource } from "./ListTagsForResource.ts";
import { listUserPoolClients } from "./ListUserPoolClients.ts";
import { listUserPools } from "./ListUserPools.ts";
import { listUsers } from "./ListUsers.ts";
import { listUsersInGroup } from "./ListUsersInGroup.ts";
import { setUserPoolMfaConfig } from "./SetUserPoolMfaConfig.ts";
import { tagResource } from "./TagResource.ts";
import { untagResource } from "./UntagResource.ts";
import { updateGroup } from "./UpdateGroup.ts";
import { updateResourceServer } from "./UpdateResourceServer.ts";
import { updateUserPool } from "./UpdateUserPool.ts";
import { updateUserPoolClient } from "./UpdateUserPoolClient.ts";
import { updateUserPoolDomain } from "./UpdateUserPoolDomain.ts";

/** Every operation on pools, clients, domains, groups, users and resource servers. */
export function administrationOperations(admin: AdminDependencies): readonly AnyOperation[] {
  return [
    createUserPool(admin),
    describeUserPool(admin),
    updateUserPool(admin),
    deleteUserPool(admin),
    listUserPools(admin),
    setUserPoolMfaConfig(admin),
    getUserPoolMfaConfig(admin),
    addCustomAttributes(admin),
    createUserPoolClient(admin),
    describeUserPoolClient(admin),
    updateUserPoolClient(admin),
    deleteUserPoolClient(admin),
    listUserPoolClients(admin),
    createUserPoolDomain(admin),
    describeUserPoolDomain(admin),
    updateUserPoolDomain(admin),
    deleteUserPoolDomain(admin),
    createGroup(admin),
    getGroup(admin),
    updateGroup(admin),
    deleteGroup(admin),
    listGroups(admin),
    listUsersInGroup(admin),
    adminCreateUser(admin),
    adminGetUser(admin),
    adminDeleteUser(admin),
    adminUpdateUserAttributes(admin),
    adminDeleteUserAttributes(admin),
    adminDisableUser(admin),
    adminEnableUser(admin),
    adminSetUserPassword(admin),
    adminAddUserToGroup(admin),
    adminRemoveUserFromGroup(admin),
    adminListGroupsForUser(admin),
    listUsers(admin),
    tagResource(admin),
    untagResource(admin),
    listTagsForResource(admin),
    createResourceServer(admin),
    describeResourceServer(admin),
    updateResourceServer(admin),
    deleteResourceServer(admin),
    listResourceServers(admin),
  ];
}
