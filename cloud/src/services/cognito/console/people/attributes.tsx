import { Mark } from "../../../../web/parts/marks.tsx";
import { Act, Facts, Field } from "../../../../web/parts/parts.tsx";
import { printable } from "../../../../web/parts/printable.ts";
import { personAddress } from "../addresses.ts";
import { attributeOf, type DescribedPool, type DescribedUser } from "../directory.ts";
import { editable, NEVER_EDITED } from "./editable.ts";
import { actionAddress, type PersonView } from "./person-view.tsx";

const VERIFIABLE = ["email", "phone_number"] as const;
/** What is known of a person, with whether an address was verified. */
export const Attributes = ({ view: { user, pool } }: { readonly view: PersonView }) => (
  <Facts
    facts={[
      ...user.Attributes.filter(({ Name }) => !NEVER_EDITED.has(Name)).map(
        ({ Name, Value = "" }) => [Name, <AttributeValue user={user} name={Name} value={Value} />] as const,
      ),
      ["Second factor", secondFactor(user, pool)],
    ]}
  />
);

interface ValueProps {
  readonly user: DescribedUser;
  readonly name: string;
  readonly value: string;
}

const AttributeValue = ({ user, name, value }: ValueProps) => {
  if (!VERIFIABLE.some((each) => each === name)) return <bdi>{printable(value)}</bdi>;
  const isVerified = attributeOf(user, `${name}_verified`) === "true";
  return (
    <>
      <bdi>{printable(value)}</bdi>{" "}
      <span class="nowrap">
        <Mark verdict={isVerified ? "yes" : "if"} /> {isVerified ? "verified" : "not verified"}
      </span>
    </>
  );
};

function secondFactor({ UserMFASettingList }: DescribedUser, { MfaConfiguration }: DescribedPool): string {
  if (UserMFASettingList?.includes("SOFTWARE_TOKEN_MFA") === true) return "authenticator app";
  if (MfaConfiguration === "OFF") return "none (the pool has none)";
  return MfaConfiguration === "ON"
    ? "not set up yet (the pool asks for one at the next sign-in)"
    : "none (the pool leaves it optional)";
}

export const AttributesForm = ({ view }: { readonly view: PersonView }) => {
  const { user, pool } = view;
  const { own, further } = editable(user, pool);
  return (
    <Act action={actionAddress(view, "attributes")}>
      <div class="col form">
        {own.map((name) => (
          <Field id={`a-${name}`} label={name}>
            <input
              id={`a-${name}`}
              name={`a.${name}`}
              value={attributeOf(user, name) ?? ""}
              maxlength={2048}
            />
            {VERIFIABLE.some((each) => each === name) ? <Verified user={user} name={name} /> : null}
          </Field>
        ))}
        {further.length === 0 ? null : (
          <div class="pair">
            <Field id="a-new" label="Another attribute">
              <select id="a-new" name="new">
                <option value="">none</option>
                {further.map((name) => (
                  <option value={name}>{name}</option>
                ))}
              </select>
            </Field>
            <Field id="a-new-value" label="Its value">
              <input id="a-new-value" name="new-value" maxlength={2048} />
            </Field>
          </div>
        )}
        <p class="hint">An emptied field takes the attribute away.</p>
        <div class="btns">
          <button type="submit" class="btn primary">
            Save
          </button>
          <a class="btn" href={personAddress(pool.Id, user.Username)}>
            Leave as it is
          </a>
        </div>
      </div>
    </Act>
  );
};

const Verified = ({ user, name }: { readonly user: DescribedUser; readonly name: string }) => (
  <label class="check">
    <input
      type="checkbox"
      name={`v.${name}`}
      value="true"
      checked={attributeOf(user, `${name}_verified`) === "true"}
    />{" "}
    verified
  </label>
);
