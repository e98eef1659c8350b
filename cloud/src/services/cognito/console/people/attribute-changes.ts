import type { Notice } from "../../../../wire/console-area.ts";
import { attributeOf, type DescribedAttributeValue } from "../directory.ts";
import { editable } from "./editable.ts";
import type { PersonCall } from "./person-call.ts";

const VERIFIABLE = ["email", "phone_number"];

/** Writes what a form changed: a new value is set, an emptied one goes. */
export async function changeAttributes({
  calls,
  form,
  who,
  user,
  name,
  address,
}: PersonCall): Promise<Notice> {
  const pool = await calls.pool(who.UserPoolId);
  const { own, further } = editable(user, pool);
  const wanted = [...own, ...further]
    .map((attribute) => ({ Name: attribute, Value: wantedValue(form, attribute) }))
    .filter(({ Value }) => Value !== undefined) as { Name: string; Value: string }[];
  const changed = wanted.filter(({ Name, Value }) => Value !== (attributeOf(user, Name) ?? ""));
  const set = changed.filter(({ Value }) => Value !== "");
  const gone = changed.filter(({ Value }) => Value === "").map(({ Name }) => Name);
  const flags = VERIFIABLE.filter((attribute) =>
    wanted.some(({ Name, Value }) => Name === attribute && Value !== ""),
  )
    .map((attribute) => ({ Name: `${attribute}_verified`, Value: verifiedIn(form, attribute) }))
    .filter(
      ({ Name, Value }) =>
        Value !== (attributeOf(user, Name) ?? "false") ||
        set.some((each) => `${each.Name}_verified` === Name),
    );
  const UserAttributes: DescribedAttributeValue[] = [...set, ...flags];
  if (UserAttributes.length === 0 && gone.length === 0)
    return { verdict: "if", text: "Nothing was changed." };
  if (UserAttributes.length > 0) await calls.run("AdminUpdateUserAttributes", { ...who, UserAttributes });
  if (gone.length > 0) await calls.run("AdminDeleteUserAttributes", { ...who, UserAttributeNames: gone });
  const names = [...new Set([...UserAttributes.map(({ Name }) => Name), ...gone])];
  return {
    verdict: "yes",
    text: `Changed of ${name}: ${names.join(", ")}.`,
    undo: { action: address("attributes"), fields: before(names, user) },
  };
}

function wantedValue(form: PersonCall["form"], attribute: string): string | undefined {
  if (form.text("new") === attribute && form.text("new-value") !== "") return form.text("new-value");
  return form.all(`a.${attribute}`)[0];
}

function verifiedIn(form: PersonCall["form"], attribute: string): string {
  return form.text(`v.${attribute}`) === "true" ? "true" : "false";
}

/** The fields that bring the former values back. */
function before(names: readonly string[], user: PersonCall["user"]): Record<string, string> {
  const touched = new Set(names.map((name) => name.replace(/_verified$/, "")));
  const fields: Record<string, string> = {};
  for (const name of touched) {
    fields[`a.${name}`] = attributeOf(user, name) ?? "";
    if (VERIFIABLE.includes(name)) fields[`v.${name}`] = attributeOf(user, `${name}_verified`) ?? "false";
  }
  return fields;
}
