import { useState } from "react";
import { Animated, StyleSheet, View } from "react-native";
import { useTheme } from "../../ui/theme";
import { Lattice, Scenery, Wall } from "./gate-parts";
import type { shownState } from "./gate-view";
import { LATTICE, SLOT, useLift } from "./use-lift";

interface GateDrawingProps {
  readonly state: ReturnType<typeof shownState>;
  /** Fills the ground it stands on instead of being a picture of its own. */
  readonly fill?: boolean;
}

/** The gate as an object: a lattice that rises into its wall. What it shows is also said in words. */
export function GateDrawing({ state, fill = false }: GateDrawingProps) {
  const { colors } = useTheme();
  const [width, setWidth] = useState(0);
  const unit = width / 400;
  const lift = useLift(state);
  const rise = Animated.multiply(lift, -LATTICE.rise * unit);
  const unsure = state === "unknown" || state === "noAnswer" || state === "offline";
  return (
    <View
      accessible={true}
      role="img"
      aria-label={`Drawing of the gate: ${state === "noAnswer" ? "no answer" : state}`}
      onLayout={({ nativeEvent }) => setWidth(nativeEvent.layout.width)}
      style={[styles.square, fill ? styles.fill : styles.picture]}
    >
      <Scenery scene={colors.scene} />
      {width === 0 ? null : (
        <View style={[styles.slot, { top: SLOT.y * unit, height: SLOT.height * unit }]}>
          <Animated.View
            style={{
              left: LATTICE.x * unit,
              top: (LATTICE.y - SLOT.y) * unit,
              width: LATTICE.width * unit,
              height: LATTICE.height * unit,
              opacity: unsure ? 0.45 : 1,
              transform: [{ translateY: rise }],
            }}
          >
            <Lattice scene={colors.scene} dashed={unsure} />
          </Animated.View>
        </View>
      )}
      <Wall scene={colors.scene} />
    </View>
  );
}

const styles = StyleSheet.create({
  square: { width: "100%", aspectRatio: 1, overflow: "hidden" },
  picture: { marginTop: "-4%", marginBottom: "-9%" },
  fill: { position: "absolute", bottom: 0, left: 0, right: 0 },
  slot: { position: "absolute", left: 0, right: 0, overflow: "hidden" },
});
