import { squareIn } from "./square";

describe("squareIn", () => {
  test.each([
    [
      { width: 4032, height: 3024 },
      { originX: 504, originY: 0, side: 3024, target: 512 },
    ],
    [
      { width: 3024, height: 4032 },
      { originX: 0, originY: 504, side: 3024, target: 512 },
    ],
    [
      { width: 512, height: 512 },
      { originX: 0, originY: 0, side: 512, target: 512 },
    ],
    [
      { width: 101, height: 100 },
      { originX: 0, originY: 0, side: 100, target: 100 },
    ],
    [
      { width: 1, height: 9_000 },
      { originX: 0, originY: 4_499, side: 1, target: 1 },
    ],
  ])("%j is cut in the middle and never enlarged", (size, square) => {
    expect(squareIn(size)).toEqual(square);
  });
});
