import Svg, { Path } from "react-native-svg";

/** Drawn on a field of 24 × 24 with a line of 2. */
const PATHS = {
  gate: "M4 21V11a8 8 0 0 1 16 0v10M4 21h16M9 4v17M15 4v17M4 13h16",
  picture: "M4 5h16v14H4zM4 16l4.5-4.5 4 4 3-3L20 17M15.5 9v.3",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4 21a8 8 0 0 1 16 0",
  sliders: "M4 7h10M18 7h2M4 17h2M10 17h10M16 4.5v5M8 14.5v5",
  arrowUp: "M12 20V5M6 11l6-6 6 6",
  arrowDown: "M12 4v15M6 13l6 6 6-6",
  lock: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3M12 14.5v2.5",
  check: "M5 12.5l4.5 4.5L19 7.5",
  alert: "M12 4 2.5 20h19ZM12 10v4.5M12 17.2v.3",
  question:
    "M9 9a3 3 0 1 1 4.2 2.8c-.9.4-1.2 1-1.2 2.2M12 17.5v.3M12 21.5a9.5 9.5 0 1 0 0-19 9.5 9.5 0 0 0 0 19Z",
  offline:
    "M3 3l18 18M5 12.5a10 10 0 0 1 4-2.4M2 9a15 15 0 0 1 4.5-2.9M19 12.5a10 10 0 0 0-6-2.9M22 9a15 15 0 0 0-11-3.9M8.5 16a5 5 0 0 1 6 0M12 19.5v.1",
  sent: "M21 3 10 14M21 3l-7 18-4-7-7-4Z",
  copy: "M9 9h11v11H9zM5 15H4V4h11v1",
  mail: "M3 6h18v12H3zM3 7l9 7 9-7",
  phone: "M7 2.5h10v19H7zM11 18.5h2",
  shield: "M12 3l8 3v6c0 5-3.5 8-8 9-4.5-1-8-4-8-9V6ZM8.5 12l2.5 2.5L15.5 10",
  group:
    "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM2 20a7 7 0 0 1 14 0M16 4.5a3.5 3.5 0 0 1 0 6.5M18.5 14a7 7 0 0 1 3.5 6",
  leave: "M10 4H4v16h6M15 7l5 5-5 5M20 12H9",
  eye: "M2 12s3.5-7 10-7 10 7 10 7-3.5 7-10 7-10-7-10-7ZM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6Z",
  back: "M19 12H5M11 6l-6 6 6 6",
} as const;

export type IconName = keyof typeof PATHS;

/** Beside a text that says the same: hidden from screen readers. */
export function Icon({ name, color, size = 22 }: { name: IconName; color: string; size?: number }) {
  return (
    <Svg width={size} height={size} viewBox="0 0 24 24" fill="none" aria-hidden={true}>
      <Path d={PATHS[name]} stroke={color} strokeWidth={1.9} strokeLinecap="round" strokeLinejoin="round" />
    </Svg>
  );
}
