import { AwsError } from "../../../../core/errors.ts";
import type {
  ConsoleAnswer,
  ConsoleContext,
  ConsoleForm,
  ConsolePage,
  ConsoleRequest,
} from "../../../../wire/console-area.ts";
import { groupAddress, groupsAddress } from "../addresses.ts";
import { type DescribedGroup, type Directory, directory } from "../directory.ts";
import { loginOf } from "../names.tsx";
import { no, yes } from "../notices.ts";
import { GroupPage, GroupsPage } from "./groups.tsx";

const MEMBERS_ON_A_PAGE = 25;

/** Groups of a pool: which there are, who is in them, and what changes them. */
export const groupPages: readonly ConsolePage[] = [
  { method: "GET", path: "/groups/:pool", handle: listPage },
  { method: "POST", path: "/groups/:pool", handle: create },
  { method: "GET", path: "/groups/:pool/:group", handle: groupPage },
  { method: "POST", path: "/groups/:pool/:group/add", handle: (...call) => act(call, add) },
  { method: "POST", path: "/groups/:pool/:group/remove", handle: (...call) => act(call, remove) },
  { method: "POST", path: "/groups/:pool/:group/change", handle: (...call) => act(call, change) },
  { method: "POST", path: "/groups/:pool/:group/delete", handle: (...call) => act(call, deleteGroup) },
];

async function listPage(
  console: ConsoleContext,
  { parameters, query }: ConsoleRequest,
): Promise<ConsoleAnswer> {
  const calls = directory(console);
  const poolId = parameters["pool"] ?? "";
  const after = query.get("after") ?? undefined;
  const [pools, pool, groups] = await Promise.all([
    calls.pools(),
    calls.pool(poolId),
    calls.groups(poolId, after),
  ]);
  const view = { pools, pool, groups, isFirstPage: after === undefined };
  return { view: { title: "Groups · People", body: <GroupsPage view={view} /> } };
}

async function groupPage(
  console: ConsoleContext,
  { parameters, query }: ConsoleRequest,
): Promise<ConsoleAnswer> {
  const calls = directory(console);
  const { pool: poolId = "", group: name = "" } = parameters;
  const after = query.get("after") ?? undefined;
  const [pool, group, members] = await Promise.all([
    calls.pool(poolId),
    calls.group(poolId, name),
    calls.members(poolId, name, { limit: MEMBERS_ON_A_PAGE, after }),
  ]);
  const from = Number(query.get("from") ?? "0");
  const view = { pool, group, members, from: after !== undefined && Number.isSafeInteger(from) ? from : 0 };
  return { view: { title: `${name} · Groups`, body: <GroupPage view={view} /> } };
}

/** What the fields of a form say of a group; what is left empty is not said. */
function settingsIn(form: ConsoleForm): Record<string, unknown> {
  const [description, precedence, role] = ["description", "precedence", "role"].map((name) =>
    form.text(name).trim(),
  );
  return {
    ...(description === "" ? {} : { Description: description }),
    ...(precedence === "" ? {} : { Precedence: Number(precedence) }),
    ...(role === "" ? {} : { RoleArn: role }),
  };
}

async function create(console: ConsoleContext, { parameters, form }: ConsoleRequest): Promise<ConsoleAnswer> {
  const UserPoolId = parameters["pool"] ?? "";
  const GroupName = form.text("name").trim();
  try {
    await directory(console).run("CreateGroup", { UserPoolId, GroupName, ...settingsIn(form) });
    return { redirect: groupAddress(UserPoolId, GroupName), notice: yes(`The group ${GroupName} is there.`) };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return { redirect: groupsAddress(UserPoolId), notice: no(`${error.code}: ${error.message}`) };
  }
}

interface GroupCall {
  readonly calls: Directory;
  readonly form: ConsoleForm;
  readonly group: DescribedGroup;
  /** Members that name the group to the API. */
  readonly which: { readonly UserPoolId: string; readonly GroupName: string };
  readonly here: string;
}

type GroupAction = (call: GroupCall) => Promise<ConsoleAnswer>;

async function act(
  [console, { parameters, form }]: [ConsoleContext, ConsoleRequest],
  action: GroupAction,
): Promise<ConsoleAnswer> {
  const { pool: UserPoolId = "", group: GroupName = "" } = parameters;
  const calls = directory(console);
  const here = groupAddress(UserPoolId, GroupName);
  try {
    const group = await calls.group(UserPoolId, GroupName);
    return await action({ calls, form, group, which: { UserPoolId, GroupName }, here });
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return { redirect: here, notice: no(`${error.code}: ${error.message}`) };
  }
}

async function add({ calls, form, which, here }: GroupCall): Promise<ConsoleAnswer> {
  const user = await calls.user(which.UserPoolId, form.text("username").trim());
  await calls.run("AdminAddUserToGroup", { ...which, Username: user.Username });
  const undo = { action: `${here}/remove`, fields: { username: user.Username } };
  return { redirect: here, notice: yes(`${loginOf(user)} is in ${which.GroupName}.`, undo) };
}

async function remove({ calls, form, which, here }: GroupCall): Promise<ConsoleAnswer> {
  const user = await calls.user(which.UserPoolId, form.text("username"));
  await calls.run("AdminRemoveUserFromGroup", { ...which, Username: user.Username });
  const undo = { action: `${here}/add`, fields: { username: user.Username } };
  return { redirect: here, notice: yes(`${loginOf(user)} is no longer in ${which.GroupName}.`, undo) };
}

/** UpdateGroup leaves what it is not given: a value can be changed, and not be taken away. */
async function change({ calls, form, group, which, here }: GroupCall): Promise<ConsoleAnswer> {
  const settings = settingsIn(form);
  const { Description, Precedence, RoleArn } = group;
  const kept = Object.entries({ Description, Precedence, RoleArn }).filter(
    ([name, value]) => value !== undefined && settings[name] === undefined,
  );
  if (kept.length > 0) {
    const names = kept.map(([name]) => name).join(", ");
    return { redirect: here, notice: no(`Not saved: UpdateGroup can change ${names}, not take it away.`) };
  }
  await calls.run("UpdateGroup", { ...which, ...settings });
  const fields = {
    description: Description ?? "",
    precedence: Precedence === undefined ? "" : String(Precedence),
    role: RoleArn ?? "",
  };
  const wasWhole = Object.keys(settings).every((name) => group[name as keyof DescribedGroup] !== undefined);
  return {
    redirect: here,
    notice: yes(
      `The settings of ${which.GroupName} are saved.`,
      wasWhole ? { action: `${here}/change`, fields } : undefined,
    ),
  };
}

/** CON-8 */
async function deleteGroup({ calls, form, which, here }: GroupCall): Promise<ConsoleAnswer> {
  const typed = form.text("name").trim();
  if (typed !== which.GroupName) {
    return {
      redirect: here,
      notice: no(`Not deleted: “${typed.slice(0, 100)}” is not ${which.GroupName}.`),
    };
  }
  await calls.run("DeleteGroup", which);
  return {
    redirect: groupsAddress(which.UserPoolId),
    notice: yes(`The group ${which.GroupName} is deleted.`),
  };
}
