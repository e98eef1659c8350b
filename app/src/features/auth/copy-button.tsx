import { setStringAsync } from "expo-clipboard";
import { useState } from "react";
import { Button } from "../../ui/button";

type Outcome = "none" | "copied" | "refused";

export function CopyButton({ text, title }: { readonly text: string; readonly title: string }) {
  const [outcome, setOutcome] = useState<Outcome>("none");
  const copy = () => {
    setStringAsync(text).then(
      (done) => setOutcome(done ? "copied" : "refused"),
      () => setOutcome("refused"),
    );
  };
  const titles: Record<Outcome, string> = { none: title, copied: "Copied", refused: "Not copied: select it" };
  return (
    <Button
      kind="plain"
      icon={outcome === "copied" ? "check" : "copy"}
      title={titles[outcome]}
      onPress={copy}
    />
  );
}
