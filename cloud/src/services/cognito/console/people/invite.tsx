import { AwsError } from "../../../../core/errors.ts";
import { Act, Card, Field, Head } from "../../../../web/parts/parts.tsx";
import type {
  ConsoleAnswer,
  ConsoleContext,
  ConsoleForm,
  ConsolePage,
  ConsoleRequest,
} from "../../../../wire/console-area.ts";
import { inviteAddress, personAddress, poolAddress } from "../addresses.ts";
import { type DescribedPool, type DescribedUser, directory } from "../directory.ts";
import { loginOf } from "../names.tsx";
import { no, yes } from "../notices.ts";
import { passwordRules } from "./password-rules.ts";

/** A form for a new person, and what it does. */
export const invitePages: readonly ConsolePage[] = [
  { method: "GET", path: "/invite/:pool", handle: form },
  { method: "POST", path: "/invite/:pool", handle: invite },
];

async function form(console: ConsoleContext, { parameters }: ConsoleRequest): Promise<ConsoleAnswer> {
  const calls = directory(console);
  const poolId = parameters["pool"] ?? "";
  const [pool, groups] = await Promise.all([calls.pool(poolId), calls.groups(poolId)]);
  const names = groups.items.map(({ GroupName }) => GroupName);
  return { view: { title: "Invite · People", body: <InvitePage pool={pool} groups={names} /> } };
}

/** How people of the pool are called: by an address, or by a name beside it. */
function loginField({ UsernameAttributes = [] }: DescribedPool): { label: string; type: string } {
  if (UsernameAttributes.length === 0) return { label: "User name", type: "text" };
  if (UsernameAttributes.length > 1) return { label: "E-mail address or phone number", type: "text" };
  return UsernameAttributes[0] === "email"
    ? { label: "E-mail address", type: "email" }
    : { label: "Phone number, as +441632960000", type: "tel" };
}

/** What the form asks for beside the login. */
function furtherFields(pool: DescribedPool): string[] {
  const login = new Set(pool.UsernameAttributes ?? []);
  const needed = pool.SchemaAttributes.filter(({ Name, Required }) => Required && Name !== "sub").map(
    ({ Name }) => Name,
  );
  const usual = login.size === 0 ? ["email", "name"] : ["name"];
  return [...new Set([...usual, ...needed])].filter((name) => !login.has(name));
}

const InvitePage = ({
  pool,
  groups,
}: {
  readonly pool: DescribedPool;
  readonly groups: readonly string[];
}) => {
  const login = loginField(pool);
  return (
    <>
      <Head title="Invite" lead={<a href={poolAddress(pool.Id)}>{`People of ${pool.Name}`}</a>} />
      <Card id="invite" title="A new person">
        <div class="body">
          <Act action={inviteAddress(pool.Id)}>
            <div class="col form narrow-form">
              <Field id="i-login" label={login.label}>
                <input
                  id="i-login"
                  name="login"
                  type={login.type}
                  maxlength={128}
                  autocomplete="off"
                  required
                />
              </Field>
              {furtherFields(pool).map((name) => (
                <Field id={`i-${name}`} label={isRequired(pool, name) ? name : `${name}, if you like`}>
                  <input
                    id={`i-${name}`}
                    name={`a.${name}`}
                    maxlength={2048}
                    autocomplete="off"
                    required={isRequired(pool, name)}
                  />
                </Field>
              ))}
              {groups.length === 0 ? null : <GroupChoices groups={groups} />}
              <Delivery pool={pool} />
              <div class="btns">
                <button type="submit" class="btn primary">
                  Invite
                </button>
                <a class="btn" href={poolAddress(pool.Id)}>
                  Not now
                </a>
              </div>
            </div>
          </Act>
        </div>
      </Card>
    </>
  );
};

function isRequired({ SchemaAttributes }: DescribedPool, name: string): boolean {
  return SchemaAttributes.some(({ Name, Required }) => Name === name && Required);
}

const GroupChoices = ({ groups }: { readonly groups: readonly string[] }) => (
  <fieldset class="choices">
    <legend class="label">Groups</legend>
    {groups.map((group) => (
      <label>
        <input type="checkbox" name="group" value={group} /> {group}
      </label>
    ))}
  </fieldset>
);

const Delivery = ({ pool }: { readonly pool: DescribedPool }) => (
  <>
    <fieldset class="choices">
      <legend class="label">The first password goes</legend>
      <label>
        <input type="radio" name="delivery" value="EMAIL" checked /> by mail
      </label>
      <label>
        <input type="radio" name="delivery" value="SMS" /> by text message
      </label>
      <label>
        <input type="radio" name="delivery" value="none" /> nowhere: I hand it over
      </label>
    </fieldset>
    <Field
      id="i-password"
      label="First password, if you choose it"
      hint={`${passwordRules(pool.Policies.PasswordPolicy)} Left empty, the pool makes one.`}
    >
      <input
        id="i-password"
        name="password"
        type="password"
        autocomplete="new-password"
        aria-describedby="i-password-hint"
        maxlength={256}
      />
    </Field>
    <label class="check">
      <input type="checkbox" name="verified" value="true" checked /> The address is theirs: mark it as
      verified
    </label>
  </>
);

async function invite(
  console: ConsoleContext,
  { parameters, form: given }: ConsoleRequest,
): Promise<ConsoleAnswer> {
  const calls = directory(console);
  const UserPoolId = parameters["pool"] ?? "";
  const pool = await calls.pool(UserPoolId);
  try {
    const { User } = await console.call<{ User: DescribedUser }>("cognito-idp", "AdminCreateUser", {
      UserPoolId,
      ...invitation(pool, given),
    });
    const groups = given.all("group");
    for (const GroupName of groups) {
      await calls.run("AdminAddUserToGroup", { UserPoolId, Username: User.Username, GroupName });
    }
    const into = groups.length === 0 ? "" : ` and in ${groups.join(", ")}`;
    const isSent = given.text("delivery") !== "none";
    const password = isSent ? "; the first password is in the mailbox" : "; no message was sent";
    return {
      redirect: personAddress(UserPoolId, User.Username),
      notice: yes(`${loginOf(User)} is invited${into}${password}.`),
    };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return {
      redirect: inviteAddress(UserPoolId),
      notice: no(`Nobody was invited. ${error.code}: ${error.message}`),
    };
  }
}

/** The input of AdminCreateUser that a form asks for. */
function invitation(pool: DescribedPool, form: ConsoleForm): Record<string, unknown> {
  const login = form.text("login").trim();
  const attributes = new Map<string, string>();
  for (const name of furtherFields(pool)) {
    const value = form.text(`a.${name}`).trim();
    if (value !== "") attributes.set(name, value);
  }
  const asLogin = loginAttribute(pool, login);
  if (asLogin !== undefined) attributes.set(asLogin, login);
  if (form.text("verified") === "true") {
    for (const name of ["email", "phone_number"]) {
      if (attributes.has(name)) attributes.set(`${name}_verified`, "true");
    }
  }
  const delivery = form.text("delivery");
  const password = form.text("password");
  return {
    Username: login,
    UserAttributes: [...attributes].map(([Name, Value]) => ({ Name, Value })),
    ...(delivery === "none" ? { MessageAction: "SUPPRESS" } : { DesiredDeliveryMediums: [delivery] }),
    ...(password === "" ? {} : { TemporaryPassword: password }),
  };
}

function loginAttribute({ UsernameAttributes = [] }: DescribedPool, login: string): string | undefined {
  const attribute = login.includes("@") ? "email" : "phone_number";
  return UsernameAttributes.includes(attribute) ? attribute : undefined;
}
