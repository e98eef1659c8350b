/** Side of the pictures that the app stores: sharp on every screen, and small. */
const MAXIMUM_SIDE_PIXELS = 512;

export interface Square {
  readonly originX: number;
  readonly originY: number;
  /** Side of the part that is cut out. */
  readonly side: number;
  /** Side it is drawn with: scaled down, never up. */
  readonly target: number;
}

/** The largest square in the middle of a picture. */
export function squareIn({ width, height }: { readonly width: number; readonly height: number }): Square {
  const side = Math.min(width, height);
  return {
    originX: Math.floor((width - side) / 2),
    originY: Math.floor((height - side) / 2),
    side,
    target: Math.min(side, MAXIMUM_SIDE_PIXELS),
  };
}

/** Share of the JPEG quality that is kept. */
export const JPEG_QUALITY = 0.85;
