import { StyleSheet } from "react-native";
import Svg, { Circle, Defs, G, LinearGradient, Path, Rect, Stop } from "react-native-svg";
import type { Scene } from "../../ui/tokens";
import { LATTICE } from "./use-lift";

const FIELD = "0 0 400 400";

interface PartProps {
  readonly scene: Scene;
}

/** What lies behind the wall: seen through the arch when the gate is up. */
export function Scenery({ scene }: PartProps) {
  return (
    <Svg style={StyleSheet.absoluteFill} viewBox={FIELD} aria-hidden={true}>
      <Defs>
        <LinearGradient id="sky" x1="0" y1="0" x2="0" y2="1">
          <Stop offset="0" stopColor={scene.sky} />
          <Stop offset="0.75" stopColor={scene.skyLow} />
        </LinearGradient>
      </Defs>
      <Rect width={400} height={400} fill="url(#sky)" />
      <Circle cx={238} cy={176} r={26} fill={scene.orb} />
      <Path d="M0 262C80 218 150 232 200 252s130 24 200-14v162H0Z" fill={scene.hill} />
      <Path
        d="M188 256c14 18-34 34-30 56s-16 40-48 60h180c-24-24-58-34-52-60s-14-40-50-56Z"
        fill={scene.path}
      />
    </Svg>
  );
}

const BARS = [17, 47, 77, 107, 137, 167];
const RAILS = [34, 76, 118, 160, 202];

/** The portcullis itself: bars that end in points, rails across them. */
export function Lattice({ scene, dashed }: PartProps & { readonly dashed: boolean }) {
  return (
    <Svg width="100%" height="100%" viewBox={`0 0 ${LATTICE.width} ${LATTICE.height}`} aria-hidden={true}>
      <G stroke={scene.iron} strokeWidth={8} strokeDasharray={dashed ? "12 8" : "none"}>
        {BARS.map((x) => (
          <Path key={x} d={`M${x} 0V236`} />
        ))}
        {RAILS.map((y) => (
          <Path key={y} d={`M0 ${y}H${LATTICE.width}`} />
        ))}
      </G>
      <G fill={scene.iron}>
        {BARS.map((x) => (
          <Path key={x} d={`M${x - 6} 228h12l-6 20Z`} />
        ))}
      </G>
      <G fill={scene.ironLight}>
        {BARS.flatMap((x) => RAILS.map((y) => <Circle key={`${x}-${y}`} cx={x} cy={y} r={2.4} />))}
      </G>
    </Svg>
  );
}

const ARCH = "M110 342V190a90 90 0 0 1 180 0v152Z";
const TOP = "M0 64V34h34v22h32V34h36v22h32V34h36v22h60V34h36v22h32V34h36v22h32V34h34v30Z";

/** The wall hides the lattice once it is up. */
export function Wall({ scene }: PartProps) {
  return (
    <Svg style={StyleSheet.absoluteFill} viewBox={FIELD} aria-hidden={true}>
      <Path d={TOP} fill={scene.wall} />
      <Path d={`M0 60H400V342H0Z${ARCH}`} fill={scene.wall} fillRule="evenodd" />
      <Path d="M0 60H400v9H0Z" fill={scene.wallShade} />
      <Path
        d="M0 112h84M26 112v34M0 146h74M52 146v36M0 182h70M22 182v36M0 218h70M48 218v38M0 256h70M24 256v36M0 292h70M46 292v50M316 112h84M372 112v34M326 146h74M350 146v36M330 182h70M378 182v36M330 218h70M354 218v38M330 256h70M376 256v36M330 292h70M352 292v50M140 69v20M260 69v20"
        stroke={scene.joint}
        strokeWidth={1.6}
        opacity={0.55}
      />
      <Path d="M99 342V190a101 101 0 0 1 202 0v152" fill="none" stroke={scene.wallShade} strokeWidth={22} />
      <Path
        d="M88 262h22M88 302h22M88 222h22M290 222h22M290 262h22M290 302h22M91 168l22 5M309 168l-22 5M116 116l17 17M284 116l-17 17M160 87l7 21M240 87l-7 21M188 82l1 18M212 82l-1 18"
        stroke={scene.joint}
        strokeWidth={1.8}
        opacity={0.75}
      />
      <Path d={ARCH} fill="none" stroke={scene.joint} strokeWidth={2} />
      <Rect y={342} width={400} height={58} fill={scene.wallShade} />
      <Path d="M110 342h180l44 58H66Z" fill={scene.path} />
    </Svg>
  );
}
