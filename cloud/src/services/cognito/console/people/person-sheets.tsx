import { Act, Field } from "../../../../web/parts/parts.tsx";
import { Sheet } from "../../../../web/parts/sheet.tsx";
import { loginOf } from "../names.tsx";
import { passwordRules } from "./password-rules.ts";
import { ActButton, actionAddress, type PersonView } from "./person-view.tsx";

interface SheetProps {
  readonly view: PersonView;
}

/** Puts the person into a group. */
export const GroupSheet = ({ view }: SheetProps) =>
  view.otherGroups.length === 0 ? null : (
    <Sheet id="p-group" label="Add to a group" title={`Add ${loginOf(view.user)} to a group`}>
      <Act action={actionAddress(view, "join")}>
        <div class="sheet">
          <Field id="p-group-name" label="Group">
            <select id="p-group-name" name="group">
              {view.otherGroups.map((group) => (
                <option value={group}>{group}</option>
              ))}
            </select>
          </Field>
          <p class="hint">It counts from the next token on; tokens that are out keep what they carry.</p>
          <button type="submit" class="btn primary">
            Add
          </button>
        </div>
      </Act>
    </Sheet>
  );

/** What is asked for less often. */
export const MoreSheet = ({ view }: SheetProps) => (
  <Sheet id="p-more" label={`More for ${loginOf(view.user)}`} title={loginOf(view.user)}>
    <div class="sheet">
      <button type="button" class="btn" popovertarget="p-password">
        Set a password …
      </button>
      {view.user.UserMFASettingList === undefined ? null : (
        <ActButton view={view} action="reset-mfa">
          Reset the second factor
        </ActButton>
      )}
      <ActButton view={view} action={view.user.Enabled ? "disable" : "enable"}>
        {view.user.Enabled ? "Disable" : "Enable"}
      </ActButton>
      <button type="button" class="btn danger" popovertarget="p-delete">
        Delete …
      </button>
    </div>
  </Sheet>
);

export const PasswordSheet = ({ view }: SheetProps) => (
  <Sheet id="p-password" label="Set a password" title={`Set a password for ${loginOf(view.user)}`}>
    <Act action={actionAddress(view, "set-password")}>
      <div class="sheet">
        <Field id="p-pw" label="Password" hint={passwordRules(view.pool.Policies.PasswordPolicy)}>
          <input
            id="p-pw"
            name="password"
            type="password"
            autocomplete="new-password"
            aria-describedby="p-pw-hint"
            maxlength={256}
            required
          />
        </Field>
        <fieldset class="choices">
          <legend class="label">It is</legend>
          <label>
            <input type="radio" name="kind" value="permanent" checked /> theirs from now on
          </label>
          <label>
            <input type="radio" name="kind" value="temporary" /> a first password, changed at the next sign-in
          </label>
        </fieldset>
        <button type="submit" class="btn primary">
          Set the password
        </button>
      </div>
    </Act>
  </Sheet>
);

/** What is lost asks for its name. */
export const DeleteSheet = ({ view }: SheetProps) => {
  const login = loginOf(view.user);
  return (
    <Sheet id="p-delete" label={`Delete ${login}`} title={`Delete ${login}?`}>
      <Act action={actionAddress(view, "delete")}>
        <div class="sheet">
          <p>
            Their sessions end now and the name is free again. What they stored elsewhere stays: it belongs to
            their <code>sub</code>, which nobody gets a second time.
          </p>
          <Field id="p-delete-name" label={`Type ${login} to confirm`}>
            <input id="p-delete-name" name="name" autocomplete="off" required />
          </Field>
          <button type="submit" class="btn danger">
            Delete for good
          </button>
        </div>
      </Act>
    </Sheet>
  );
};
