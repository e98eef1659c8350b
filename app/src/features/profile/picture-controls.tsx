import { ActivityIndicator, StyleSheet, View } from "react-native";
import { Button } from "../../ui/button";
import { Notice } from "../../ui/notice";
import { Text } from "../../ui/text";
import { useTheme } from "../../ui/theme";
import { space } from "../../ui/tokens";
import { usePictureChange } from "./use-picture-change";

/** Changes the person's picture, removes it, and puts a removed one back. */
export function PictureControls() {
  const { change, picture, choose, remove, restore } = usePictureChange();
  const { work, done, failure, removed } = change;
  return (
    <View style={styles.box}>
      <View role="group" aria-label="Profile picture" aria-busy={work !== undefined} style={styles.buttons}>
        <Button
          kind="secondary"
          icon="picture"
          title={picture === undefined ? "Choose a picture" : "Change picture"}
          onPress={() => void choose()}
        />
        <SecondButton picture={picture} removed={removed} onRemove={remove} onUndo={restore} />
      </View>
      <View aria-live="polite">{work === undefined ? null : <Progress text={DOING[work]} />}</View>
      {done === undefined ? null : <Notice tone="good">{DONE[done]}</Notice>}
      {failure === undefined ? null : <Notice tone="bad">{failure}</Notice>}
    </View>
  );
}

interface SecondButtonProps {
  readonly picture: string | undefined;
  readonly removed: string | undefined;
  readonly onRemove: () => void;
  readonly onUndo: (removed: string) => void;
}

/** One button for both: whoever removed with the keyboard stands on "Undo" afterwards. */
function SecondButton({ picture, removed, onRemove, onUndo }: SecondButtonProps) {
  if (picture === undefined && removed === undefined) return null;
  return removed === undefined ? (
    <Button kind="plain" title="Remove picture" onPress={onRemove} />
  ) : (
    <Button kind="plain" title="Undo" onPress={() => onUndo(removed)} />
  );
}

function Progress({ text }: { readonly text: string }) {
  const { colors } = useTheme();
  return (
    <View style={styles.progress}>
      <View aria-hidden={true}>
        <ActivityIndicator size="small" color={colors.softInk} />
      </View>
      <Text kind="small" tone="softInk">
        {text}
      </Text>
    </View>
  );
}

const DOING = {
  changing: "Storing your picture …",
  removing: "Removing your picture …",
  restoring: "Putting your picture back …",
} as const;

const DONE = {
  changing: "Your picture is changed.",
  removing: "Your picture is removed.",
  restoring: "Your picture is back.",
} as const;

const styles = StyleSheet.create({
  box: { gap: space.s, alignItems: "flex-start" },
  buttons: { flexDirection: "row", flexWrap: "wrap", gap: space.s },
  progress: { flexDirection: "row", alignItems: "center", gap: space.s },
});
