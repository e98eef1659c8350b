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

async function form(console: ConsoleContext, { parameters, query }: ConsoleRequest): Promise<ConsoleAnswer> {
  const calls = directory(console);
  const poolId = parameters["pool"] ?? "";
  const [pool, groups] = await Promise.all([calls.pool(poolId), calls.groups(poolId)]);
  const names = groups.items.map(({ GroupName }) => GroupName);
  return {
    view: { title: "Invite · People", body: <InvitePage pool={pool} groups={names} given={query} /> },
  };
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
  const usual = login.size === 0 ? ["email", "name", "phone_number"] : ["name", "phone_number"];
  return [...new Set([...usual, ...needed])].filter((name) => !login.has(name));
}

interface InvitePageProps {
  readonly pool: DescribedPool;
  readonly groups: readonly string[];
  /** What was filled in when the pool refused it; never a password. */
  readonly given: URLSearchParams;
}

const InvitePage = ({ pool, groups, given }: InvitePageProps) => {
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
                  value={given.get("login") ?? ""}
                  required
                />
              </Field>
              {furtherFields(pool).map((name) => (
                <Field
                  id={`i-${name}`}
                  label={isRequired(pool, name) ? labelOf(name) : `${labelOf(name)}, if you like`}
                >
                  <input
                    id={`i-${name}`}
                    name={`a.${name}`}
                    maxlength={2048}
                    autocomplete="off"
                    value={given.get(`a.${name}`) ?? ""}
                    required={isRequired(pool, name)}
                  />
                </Field>
              ))}
              {groups.length === 0 ? null : <GroupChoices groups={groups} chosen={given.getAll("group")} />}
              <Delivery
                pool={pool}
                chosen={given.get("delivery") ?? "EMAIL"}
                isVerified={!given.has("login") || given.has("verified")}
              />
              <div class="btns">
                <button type="submit" class="btn primary">
                  Invite
                </button>
                <a class="btn" href={poolAddress(pool.Id)}>
                  Cancel
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

const LABELS: Readonly<Record<string, string>> = {
  email: "E-mail address",
  name: "Name",
  phone_number: "Phone number, as +441632960000",
};

function labelOf(attribute: string): string {
  return LABELS[attribute] ?? attribute;
}

const GroupChoices = ({
  groups,
  chosen,
}: {
  readonly groups: readonly string[];
  readonly chosen: readonly string[];
}) => (
  <fieldset class="choices">
    <legend class="label">Groups</legend>
    {groups.map((group) => (
      <label>
        <input type="checkbox" name="group" value={group} checked={chosen.includes(group)} /> {group}
      </label>
    ))}
  </fieldset>
);

interface DeliveryProps {
  readonly pool: DescribedPool;
  readonly chosen: string;
  /** Who unticked it and was refused has not said it. */
  readonly isVerified: boolean;
}

const Delivery = ({ pool, chosen, isVerified }: DeliveryProps) => (
  <>
    <fieldset class="choices">
      <legend class="label">The first password goes</legend>
      <label>
        <input type="radio" name="delivery" value="EMAIL" checked={chosen === "EMAIL"} /> by mail
      </label>
      <label>
        <input type="radio" name="delivery" value="SMS" checked={chosen === "SMS"} /> by text message
      </label>
      <label>
        <input type="radio" name="delivery" value="none" checked={chosen === "none"} /> nowhere: I hand it
        over
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
      <input type="checkbox" name="verified" value="true" checked={isVerified} /> The address is theirs: mark
      it as verified
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
  const input = invitation(pool, given);
  const without = unreachable(input);
  if (without !== undefined) return refused(pool, given, without);
  try {
    const { User } = await console.call<{ User: DescribedUser }>("cognito-idp", "AdminCreateUser", {
      UserPoolId,
      ...input,
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
    return refused(pool, given, `${error.code}: ${error.message}`);
  }
}

/** Back to the form with all that was filled in but the password. */
function refused(pool: DescribedPool, given: ConsoleForm, why: string): ConsoleAnswer {
  const filled = new URLSearchParams();
  const attributes = furtherFields(pool).map((name) => `a.${name}`);
  const fields = ["login", "delivery", "verified", "group", ...attributes];
  for (const name of fields)
    for (const value of given.all(name)) if (value !== "") filled.append(name, value);
  return { redirect: `${inviteAddress(pool.Id)}?${filled}`, notice: no(`Nobody was invited. ${why}`) };
}

/** The pool would make the person and send nothing, without a word. */
function unreachable({
  UserAttributes,
  DesiredDeliveryMediums: [medium] = [],
}: Invitation): string | undefined {
  const has = (attribute: string) => UserAttributes.some(({ Name }) => Name === attribute);
  if (medium === "SMS" && !has("phone_number")) return "A text message needs their phone number.";
  return medium === "EMAIL" && !has("email") ? "A mail needs their e-mail address." : undefined;
}

interface Invitation {
  readonly Username: string;
  readonly UserAttributes: readonly { readonly Name: string; readonly Value: string }[];
  readonly MessageAction?: "SUPPRESS";
  readonly DesiredDeliveryMediums?: readonly string[];
  readonly TemporaryPassword?: string;
}

/** The input of AdminCreateUser that a form asks for. */
function invitation(pool: DescribedPool, form: ConsoleForm): Invitation {
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
