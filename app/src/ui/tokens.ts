/** Stone and paper by day, iron and lantern light by night. Text on its ground has at least 4.5 : 1. */
export interface Palette {
  readonly ground: string;
  readonly surface: string;
  readonly sunken: string;
  readonly line: string;
  /** Edges of controls: 3 : 1 on the ground. */
  readonly edge: string;
  readonly ink: string;
  readonly softInk: string;
  readonly accent: string;
  readonly onAccent: string;
  readonly accentPressed: string;
  readonly accentTint: string;
  readonly good: string;
  readonly goodTint: string;
  readonly bad: string;
  readonly badTint: string;
  readonly focus: string;
  readonly scene: Scene;
}

/** Colours of the drawn gate. */
export interface Scene {
  readonly sky: string;
  readonly skyLow: string;
  readonly hill: string;
  readonly path: string;
  readonly orb: string;
  readonly wall: string;
  readonly wallShade: string;
  readonly joint: string;
  readonly iron: string;
  readonly ironLight: string;
}

export const light: Palette = {
  ground: "#F3F0EA",
  surface: "#FFFFFF",
  sunken: "#E9E4DA",
  line: "#DDD6C8",
  edge: "#847C6E",
  ink: "#17252C",
  softInk: "#55606A",
  accent: "#1F5B57",
  onAccent: "#FFFFFF",
  accentPressed: "#174643",
  accentTint: "#DDEAE7",
  good: "#1E6A41",
  goodTint: "#DFF0E5",
  bad: "#A3301F",
  badTint: "#F9E4DF",
  focus: "#B4690E",
  scene: {
    sky: "#BFDDE0",
    skyLow: "#F7E3C0",
    hill: "#7FA58C",
    path: "#EAD7AF",
    orb: "#F6B94C",
    wall: "#CFC6B6",
    wallShade: "#B3A896",
    joint: "#A2967F",
    iron: "#24363F",
    ironLight: "#4A616C",
  },
};

export const dark: Palette = {
  ground: "#0E171B",
  surface: "#16232A",
  sunken: "#0A1215",
  line: "#263841",
  edge: "#71848D",
  ink: "#EEF3F3",
  softInk: "#A6B6BB",
  accent: "#F0B75A",
  onAccent: "#221503",
  accentPressed: "#D69C3C",
  accentTint: "#33291A",
  good: "#7CCB9B",
  goodTint: "#16301F",
  bad: "#FF9C87",
  badTint: "#3A1C17",
  focus: "#FFD08A",
  scene: {
    sky: "#101E2B",
    skyLow: "#3B3A4E",
    hill: "#1B3138",
    path: "#8A6A36",
    orb: "#F4E3B2",
    wall: "#3A474D",
    wallShade: "#2A363C",
    joint: "#1D282D",
    iron: "#0B1215",
    ironLight: "#5C717A",
  },
};

export const space = { xs: 4, s: 8, m: 16, l: 24, xl: 40 } as const;
export const radius = { s: 8, m: 14, l: 22, round: 999 } as const;
export const size = { target: 48, column: 440, page: 1_040 } as const;
/** From here on there is room for two columns. */
export const WIDE = 860;
