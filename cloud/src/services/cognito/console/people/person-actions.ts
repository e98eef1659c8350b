import { AwsError } from "../../../../core/errors.ts";
import type {
  ConsoleAnswer,
  ConsoleContext,
  ConsolePage,
  ConsoleRequest,
  Notice,
} from "../../../../wire/console-area.ts";
import { personAddress, poolAddress } from "../addresses.ts";
import { directory } from "../directory.ts";
import { loginOf } from "../names.tsx";
import { no, yes } from "../notices.ts";
import { askedKey, askNextToken } from "./ask-next-token.ts";
import { changeAttributes } from "./attribute-changes.ts";
import type { PersonCall } from "./person-call.ts";

interface Done {
  readonly notice?: Notice;
  /** Where to go; the person's own page unless given. */
  readonly to?: string;
}

type PersonAction = (call: PersonCall) => Promise<Done>;

/** What can be done to a person, by the last part of the address the form is sent to. */
const ACTIONS: ReadonlyMap<string, PersonAction> = new Map<string, PersonAction>([
  ["join", join],
  ["leave", leave],
  ["invite-again", inviteAgain],
  ["confirm", simple("AdminConfirmSignUp", (name) => `${name} is confirmed and can sign in.`)],
  ["set-password", setPassword],
  ["reset-password", simple("AdminResetUserPassword", RESET)],
  ["reset-mfa", resetMfa],
  ["enable", simple("AdminEnableUser", (name) => `${name} is enabled.`, "disable")],
  ["disable", simple("AdminDisableUser", DISABLED, "enable")],
  ["sign-out", simple("AdminUserGlobalSignOut", SIGNED_OUT)],
  ["attributes", async (call) => ({ notice: await changeAttributes(call) })],
  ["next-token", async (call) => ({ to: await askNextToken(call) })],
  ["delete", remove],
]);

export const personActions: readonly ConsolePage[] = [
  { method: "POST", path: "/:pool/:username/:action", handle: act },
];

async function act(console: ConsoleContext, { parameters, form }: ConsoleRequest): Promise<ConsoleAnswer> {
  const { pool = "", username = "", action: name = "" } = parameters;
  const here = personAddress(pool, username);
  const action = ACTIONS.get(name);
  if (action === undefined)
    return { redirect: here, notice: no(`There is no action “${name.slice(0, 40)}”.`) };
  const calls = directory(console);
  try {
    const user = await calls.user(pool, username);
    const who = { UserPoolId: pool, Username: user.Username };
    const address = (other: string): string => `${here}/${other}`;
    if (name !== "next-token") console.session.delete(askedKey(pool, username));
    const { notice, to = here } = await action({
      ...{ console, calls, form, who, user, address },
      name: loginOf(user),
    });
    return { redirect: to, ...(notice === undefined ? {} : { notice }) };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return { redirect: here, notice: no(`${error.code}: ${error.message}`) };
  }
}

function RESET(name: string): string {
  return `${name} has to set a new password; the code for it is in the mailbox. Their sessions ended.`;
}
function DISABLED(name: string): string {
  return `${name} is disabled: no sign-in and no refresh. Tokens that are out count until they expire.`;
}
function SIGNED_OUT(name: string): string {
  return `${name} is signed out everywhere: refresh tokens are revoked. APIs take an access token until it expires, as on AWS.`;
}

/** An operation that needs the person's name alone. @param undo the action that takes it back */
function simple(operation: string, told: (name: string) => string, undo?: string): PersonAction {
  return async ({ calls, who, name, address }) => {
    await calls.run(operation, who);
    return {
      notice: yes(told(name), undo === undefined ? undefined : { action: address(undo), fields: {} }),
    };
  };
}

async function join({ calls, form, who, name, address }: PersonCall): Promise<Done> {
  const group = form.text("group");
  await calls.run("AdminAddUserToGroup", { ...who, GroupName: group });
  const undo = { action: address("leave"), fields: { group } };
  return { notice: yes(`${name} is in ${group}; the next token says so.`, undo) };
}

async function leave({ calls, form, who, name, address }: PersonCall): Promise<Done> {
  const group = form.text("group");
  await calls.run("AdminRemoveUserFromGroup", { ...who, GroupName: group });
  const undo = { action: address("join"), fields: { group } };
  return {
    notice: yes(
      `${name} is no longer in ${group}. A token that is out keeps the group until it expires.`,
      undo,
    ),
  };
}

async function inviteAgain({ calls, who, name }: PersonCall): Promise<Done> {
  await calls.run("AdminCreateUser", { ...who, MessageAction: "RESEND" });
  return { notice: yes(`A new first password for ${name} is in the mailbox; the old one is void.`) };
}

async function setPassword({ calls, form, who, name }: PersonCall): Promise<Done> {
  const Permanent = form.text("kind") !== "temporary";
  await calls.run("AdminSetUserPassword", { ...who, Password: form.text("password"), Permanent });
  return {
    notice: yes(
      Permanent
        ? `The password of ${name} is set.`
        : `The first password of ${name} is set: they change it at the next sign-in.`,
    ),
  };
}

async function resetMfa({ calls, form, who, name, user, address }: PersonCall): Promise<Done> {
  const isBack = form.text("back") === "1";
  await calls.run("AdminSetUserMFAPreference", {
    ...who,
    SoftwareTokenMfaSettings: { Enabled: isBack, PreferredMfa: isBack },
  });
  if (isBack) return { notice: yes(`${name} signs in with the authenticator app again.`) };
  const had = user.UserMFASettingList?.includes("SOFTWARE_TOKEN_MFA") === true;
  const undo = had ? { action: address("reset-mfa"), fields: { back: "1" } } : undefined;
  return { notice: yes(`${name} is not asked for the authenticator app any more.`, undo) };
}

/** CON-8: what is lost for good asks for its name. */
async function remove({ calls, form, who, name }: PersonCall): Promise<Done> {
  const typed = form.text("name").trim();
  if (typed !== name && typed !== who.Username) {
    return { notice: no(`Not deleted: “${typed.slice(0, 100)}” is not ${name}.`) };
  }
  await calls.run("AdminDeleteUser", who);
  return { notice: yes(`${name} is deleted.`), to: poolAddress(who.UserPoolId) };
}
