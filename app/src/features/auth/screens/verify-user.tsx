import { useState } from "react";
import { Choice } from "../../../ui/choice";
import { AuthScreen } from "../auth-screen";
import type { SlotProps } from "../slot";

const NAMES: Record<string, string> = { email: "E-mail", phone_number: "Phone" };

/** Offered when no address is verified: without one a forgotten password cannot be reset. */
export function VerifyUser(props: SlotProps<"VerifyUser">) {
  const { error, fields, isPending, handleSubmit, skipVerification } = props;
  const [chosen, setChosen] = useState(fields[0]?.name ?? "email");
  return (
    <AuthScreen
      title="Verify an address"
      intro="A verified address lets you back in when you forget your password."
      error={error}
      submit={{
        title: "Send code",
        onPress: () => handleSubmit({ unverifiedAttr: chosen }),
        busy: isPending,
      }}
      links={[{ title: "Not now", onPress: skipVerification }]}
    >
      <Choice
        label="Address to verify"
        options={fields.map(({ name }) => ({ value: name, title: NAMES[name] ?? name }))}
        value={chosen}
        onChange={setChosen}
      />
    </AuthScreen>
  );
}
