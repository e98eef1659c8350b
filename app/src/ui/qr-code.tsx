import { useMemo } from "react";
import { View } from "react-native";
import Svg, { Path, Rect } from "react-native-svg";
import { encode } from "uqr";

/** Modules of quiet ground on each side, as the standard asks (ISO/IEC 18004 §5.3.8). */
const QUIET = 4;

/** Black on white in every scheme: cameras do not read the inverse. */
export function QrCode({ text, size, label }: { text: string; size: number; label: string }) {
  const code = useMemo(() => encode(text, { ecc: "M", border: QUIET }), [text]);
  const path = useMemo(() => pathOf(code.data), [code]);
  return (
    <View accessible={true} role="img" aria-label={label} style={{ width: size, height: size }}>
      <Svg width={size} height={size} viewBox={`0 0 ${code.size} ${code.size}`}>
        <Rect width={code.size} height={code.size} fill="#FFFFFF" />
        <Path d={path} fill="#000000" />
      </Svg>
    </View>
  );
}

function pathOf(rows: boolean[][]): string {
  return rows.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ""))).join("");
}
