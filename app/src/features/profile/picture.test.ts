import { pictureIn } from "./picture";

jest.mock("../auth/api-provider", () => ({}));

describe("HOME-4 pictureIn", () => {
  test.each([
    ["iVBORw0KGgoAAAA=", "image/png"],
    ["/9j/4AAQ", "image/jpeg"],
  ])("%s is %s", (image, kind) => {
    expect(pictureIn({ image })).toBe(`data:${kind};base64,${image}`);
  });

  test.each([
    [undefined],
    [null],
    [{}],
    [{ image: 1 }],
    [{ image: "" }],
    [{ image: "PHN2Zz48c2NyaXB0Pg==" }],
    [{ image: 'iVBORw0KGgo" onerror="x' }],
  ])("%j is none", (body) => {
    expect(pictureIn(body)).toBeUndefined();
  });
});
