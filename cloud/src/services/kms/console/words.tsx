import { VerdictWord } from "../../../web/parts/parts.tsx";
import type { KeyView } from "./read.ts";

/** Whether a key can be used. */
export const StateWord = ({ state: { KeyState } }: { readonly state: Pick<KeyView, "KeyState"> }) => {
  switch (KeyState) {
    case "Enabled":
      return <VerdictWord verdict="yes" text="enabled" />;
    case "Disabled":
      return <VerdictWord verdict="no" text="disabled" />;
    case "PendingDeletion":
      return <VerdictWord verdict="no" text="to be deleted" />;
  }
};

const USES: ReadonlyMap<string, string> = new Map([
  ["ENCRYPT_DECRYPT", "encryption"],
  ["SIGN_VERIFY", "signatures"],
  ["GENERATE_VERIFY_MAC", "MACs"],
]);

/** `encryption`, `signatures, RSA_2048` */
export function usageText({ KeyUsage, KeySpec }: Pick<KeyView, "KeyUsage" | "KeySpec">): string {
  const use = USES.get(KeyUsage) ?? KeyUsage;
  return KeySpec === "SYMMETRIC_DEFAULT" ? use : `${use}, ${KeySpec}`;
}
