import { type ReactNode, useEffect, useRef } from "react";
import { AccessibilityInfo, StyleSheet, View } from "react-native";
import { Button } from "../../ui/button";
import { Form } from "../../ui/form";
import { Notice } from "../../ui/notice";
import { Text } from "../../ui/text";
import { space } from "../../ui/tokens";
import { nameThePage } from "../shell/name-the-page";
import { errorText } from "./error-text";

interface AuthScreenProps {
  readonly title: string;
  readonly intro?: string;
  /** Too high for what went wrong to be seen above it. */
  readonly before?: ReactNode;
  readonly error?: string | undefined;
  readonly notice?: ReactNode;
  readonly submit: { readonly title: string; readonly onPress: () => void; readonly busy: boolean };
  /** Ways elsewhere, below the button. */
  readonly links?: readonly { readonly title: string; readonly onPress: () => void }[];
  readonly children: ReactNode;
}

/** The shape all sign-in screens share: what it is about, what went wrong, the fields, one button. */
export function AuthScreen({
  title,
  intro,
  before,
  error,
  notice,
  submit,
  links = [],
  children,
}: AuthScreenProps) {
  const message = errorText(error);
  return (
    <AuthHead title={title} intro={intro}>
      {before}
      {notice}
      {message === undefined || submit.busy ? null : <Notice tone="bad">{message}</Notice>}
      <Form label={title}>
        {children}
        <Button title={submit.title} onPress={submit.onPress} busy={submit.busy} />
      </Form>
      {links.length === 0 ? null : (
        <View style={styles.links}>
          {links.map((link) => (
            <Button key={link.title} kind="plain" title={link.title} onPress={link.onPress} />
          ))}
        </View>
      )}
    </AuthHead>
  );
}

interface AuthHeadProps {
  readonly title: string;
  readonly intro?: string | undefined;
  readonly children: ReactNode;
}

/** The title, announced when it comes, and what stands below it. */
export function AuthHead({ title, intro, children }: AuthHeadProps) {
  useAnnouncement(title);
  return (
    <View style={styles.screen}>
      <View style={styles.head}>
        <Text kind="display">{title}</Text>
        {intro === undefined ? null : <Text tone="softInk">{intro}</Text>}
      </View>
      {children}
    </View>
  );
}

/** A screen reader hears that another screen came; the first one it reads by itself. */
function useAnnouncement(title: string): void {
  const said = useRef<string>(undefined);
  useEffect(() => {
    nameThePage(title);
    if (said.current !== title) AccessibilityInfo.announceForAccessibility(title);
    said.current = title;
  }, [title]);
}

const styles = StyleSheet.create({
  // The Authenticator puts a margin around its screens; the frame has one already.
  screen: { gap: space.l, marginHorizontal: -16 },
  head: { gap: space.s },
  links: { flexDirection: "row", flexWrap: "wrap", columnGap: space.l },
});
