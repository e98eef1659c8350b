import { Act, Card, Day, Field } from "../../../web/parts/parts.tsx";
import { printable } from "../../../web/parts/printable.ts";
import { KEYS_PATH } from "./addresses.ts";
import type { KeyRow, RotationView } from "./read.ts";

/** Whether its material is changed by itself. */
export const RotationCard = ({ id, rotation }: { readonly id: string; readonly rotation: RotationView }) => {
  const { KeyRotationEnabled: isOn, RotationPeriodInDays: days = 365, NextRotationDate: next } = rotation;
  return (
    <Card id="rotation" title="Rotation">
      <div class="body col">
        <p class="small">
          {isOn ? `Every ${days} days` : "Off: it keeps its material."}
          {isOn && next !== undefined ? (
            <>
              , next at <Day at={next * 1_000} />.
            </>
          ) : null}
        </p>
        <Act action={`${KEYS_PATH}/rotation`} fields={{ id, to: isOn ? "off" : "on", days: String(days) }}>
          <button type="submit" class="btn">
            {isOn ? "Turn off" : "Turn on, once a year"}
          </button>
        </Act>
      </div>
    </Card>
  );
};

/** What is to be typed for a key's deletion: its first alias, or its id. */
export function deletionWord({ aliases, KeyId }: Pick<KeyRow, "aliases" | "KeyId">): string {
  return aliases[0] ?? KeyId;
}

/** AWS takes from 7 to 30. */
const DAYS = [7, 14, 30] as const;

/** CON-8: what only it decrypts is lost with it. */
export const DeletionCard = ({ row }: { readonly row: KeyRow }) => {
  const word = deletionWord(row);
  return (
    <Card id="delete" title="Delete …">
      <form class="body col" method="post" action={`${KEYS_PATH}/delete`}>
        <p class="small">
          Nobody can use it from now on. Until its day it can be kept after all; then everything that only it
          decrypts is lost for good.
        </p>
        <input type="hidden" name="id" value={row.KeyId} />
        <Field id="delete-days" label="In">
          <select id="delete-days" name="days">
            {DAYS.map((days) => (
              <option value={String(days)} selected={days === 30}>{`${days} days`}</option>
            ))}
          </select>
        </Field>
        <Field
          id="delete-typed"
          label="Type the name of the key to delete it"
          hint={<code class="outside">{printable(word)}</code>}
        >
          <input
            id="delete-typed"
            name="typed"
            class="mono"
            autocomplete="off"
            spellcheck={false}
            required
            aria-describedby="delete-typed-hint"
          />
        </Field>
        <div class="btns">
          <button type="submit" class="btn danger">
            Schedule the deletion
          </button>
        </div>
      </form>
    </Card>
  );
};
