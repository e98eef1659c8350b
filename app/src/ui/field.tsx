import { type Ref, useId, useState } from "react";
import { Pressable, StyleSheet, TextInput, type TextInputProps, View } from "react-native";
import { fonts } from "./fonts";
import { Icon } from "./icon";
import { Text } from "./text";
import { useTheme } from "./theme";
import { radius, size, space } from "./tokens";
import { useFocusRing } from "./use-focus-ring";

export interface FieldProps extends Omit<TextInputProps, "style"> {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  /** Hidden while it is typed, with a switch to look at it. */
  readonly secret?: boolean;
  /** Wide figures for one-time codes. */
  readonly code?: boolean;
  readonly ref?: Ref<TextInput>;
}

export function Field({ label, hint, error, secret = false, code = false, ref, ...input }: FieldProps) {
  const { colors } = useTheme();
  const ring = useFocusRing();
  const id = useId();
  const [shown, setShown] = useState(false);
  const note = error ?? hint;
  return (
    <View style={styles.field}>
      <Text kind="label" nativeID={`${id}-label`}>
        {label}
      </Text>
      <View style={styles.row}>
        <TextInput
          ref={ref}
          autoCapitalize="none"
          autoCorrect={false}
          {...input}
          {...(code ? CODE_INPUT : {})}
          aria-labelledby={`${id}-label`}
          {...described(note === undefined ? undefined : `${id}-note`, error !== undefined)}
          secureTextEntry={secret && !shown}
          {...ring.handlers}
          placeholderTextColor={colors.softInk}
          style={[
            styles.input,
            code && styles.code,
            secret && styles.withSwitch,
            { color: colors.ink, backgroundColor: colors.surface },
            { borderColor: error === undefined ? colors.edge : colors.bad },
            ring.style,
          ]}
        />
        {secret ? <ShowSwitch label={label} shown={shown} onPress={() => setShown(!shown)} /> : null}
      </View>
      {note === undefined ? null : (
        <Text kind="small" tone={error === undefined ? "softInk" : "bad"} nativeID={`${id}-note`}>
          {note}
        </Text>
      )}
    </View>
  );
}

const CODE_INPUT: TextInputProps = {
  inputMode: "numeric",
  autoComplete: "one-time-code",
  textContentType: "oneTimeCode",
  maxLength: 6,
};

/** Known to browsers and screen readers, not to React Native's types of an input. */
function described(note: string | undefined, invalid: boolean): object {
  return { "aria-invalid": invalid, ...(note === undefined ? {} : { "aria-describedby": note }) };
}

function ShowSwitch({ label, shown, onPress }: { label: string; shown: boolean; onPress: () => void }) {
  const { colors } = useTheme();
  const ring = useFocusRing();
  return (
    <Pressable
      role="button"
      aria-label={`${shown ? "Hide" : "Show"} ${label.toLowerCase()}`}
      onPress={onPress}
      {...ring.handlers}
      style={[styles.show, ring.style]}
    >
      <Icon name="eye" color={shown ? colors.accent : colors.softInk} />
    </Pressable>
  );
}

const styles = StyleSheet.create({
  field: { gap: 6 },
  row: { justifyContent: "center" },
  input: {
    minHeight: size.target + 4,
    borderRadius: radius.s,
    borderWidth: 1,
    paddingHorizontal: space.m,
    paddingVertical: 12,
    fontFamily: fonts.body,
    fontSize: 16,
  },
  code: { fontFamily: fonts.mono, fontSize: 24, letterSpacing: 10, textAlign: "center" },
  withSwitch: { paddingRight: size.target + space.s },
  show: {
    position: "absolute",
    right: 2,
    width: size.target,
    height: size.target,
    borderRadius: radius.s,
    alignItems: "center",
    justifyContent: "center",
  },
});
