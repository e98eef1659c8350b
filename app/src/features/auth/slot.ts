import type { AuthenticatorProps } from "@aws-amplify/ui-react-native";
import type { ComponentProps, ComponentType } from "react";

type Slots = NonNullable<AuthenticatorProps["components"]>;

/** What the Authenticator hands to the screen in one of its slots. */
export type SlotProps<Name extends keyof Slots> =
  NonNullable<Slots[Name]> extends ComponentType<infer _Props>
    ? ComponentProps<NonNullable<Slots[Name]>>
    : never;
