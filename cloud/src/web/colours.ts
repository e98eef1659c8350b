/** Colours of all pages, light and dark: text meets WCAG 2.2 AA with 4.5:1, fields and focus rings with 3:1. */
export const COLOURS = {
  ground: ["#f3f2ee", "#101417"],
  surface: ["#ffffff", "#171d21"],
  sunken: ["#eae8e1", "#0b0f12"],
  ink: ["#1b2126", "#e9edef"],
  muted: ["#565f68", "#a6b0b7"],
  line: ["#dedcd5", "#2a3238"],
  field: ["#ffffff", "#12171a"],
  "field-line": ["#878e96", "#6c7781"],
  accent: ["#17485a", "#8ccbd9"],
  "accent-hover": ["#0f3644", "#a9dbe6"],
  "on-accent": ["#ffffff", "#08222a"],
  tint: ["#e3edf0", "#17303a"],
  link: ["#17596f", "#8ccbd9"],
  focus: ["#0b6bcb", "#7ab8ff"],
  danger: ["#9b1c1c", "#ffb3ab"],
  "danger-ground": ["#fdf0ee", "#33191a"],
  "danger-line": ["#e8b4ad", "#6d3232"],
  calm: ["#14532d", "#a4dbb4"],
  "calm-ground": ["#edf6ef", "#14281b"],
  "calm-line": ["#acd3b6", "#2f5a3c"],
  care: ["#714700", "#f0b75a"],
  "care-ground": ["#fbf2df", "#2d2415"],
  "care-line": ["#e2c68c", "#665022"],
  "brand-ground": ["#133440", "#10262e"],
  "brand-deep": ["#0b222b", "#0a181e"],
  "brand-iron": ["#2d5967", "#1b3843"],
  "brand-ink": ["#eef5f6", "#eef5f6"],
  "brand-muted": ["#b4ccd3", "#b4ccd3"],
  "brand-on": ["#20505f", "#1d4654"],
} as const satisfies Readonly<Record<string, Colour>>;

export type Colour = readonly [light: string, dark: string];

/** The two `:root` rules of a style sheet that stands alone. @param own colours beside or in place of the shared ones */
export function colourRules(
  names: readonly (keyof typeof COLOURS)[],
  own: Readonly<Record<string, Colour>> = {},
): string {
  const colours: Record<string, Colour> = {};
  for (const name of names) colours[name] = COLOURS[name];
  const all = Object.entries({ ...colours, ...own });
  const rule = (at: 0 | 1): string => all.map(([name, colour]) => `--${name}:${colour[at]}`).join(";");
  return `:root{color-scheme:light dark;${rule(0)}}
@media (prefers-color-scheme:dark){:root{${rule(1)}}}`;
}
