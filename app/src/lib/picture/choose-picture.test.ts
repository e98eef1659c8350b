import type { ImagePickerOptions } from "expo-image-picker";
import { choosePicture } from "./choose-picture";

const mockLaunch = jest.fn();
const mockManipulate = jest.fn();
jest.mock("expo-image-picker", () => ({
  launchImageLibraryAsync: (options: ImagePickerOptions) => mockLaunch(options),
}));
jest.mock("expo-image-manipulator", () => ({
  ImageManipulator: { manipulate: (source: unknown) => mockManipulate(source) },
  SaveFormat: { JPEG: "jpeg" },
}));

const CHOSEN = { canceled: false, assets: [{ uri: "file:///photo.heic", width: 0, height: 0 }] };

/** A manipulator that notes what is asked of it. */
function manipulator(saved: object) {
  const asked: unknown[] = [];
  const drawn = {
    saveAsync: async (options: object) => {
      asked.push(options);
      return saved;
    },
  };
  const whole = { width: 4032, height: 3024 };
  const context = {
    crop: (part: object) => {
      asked.push(part);
      return context;
    },
    resize: (size: object) => {
      asked.push(size);
      return context;
    },
    renderAsync: async () => drawn,
  };
  mockManipulate.mockImplementation((source) =>
    source === whole ? context : { renderAsync: async () => whole },
  );
  return asked;
}

describe("HOME-8 choosePicture on a phone", () => {
  test("asks for one picture, to be cut square, without its EXIF", async () => {
    mockLaunch.mockResolvedValue({ canceled: true, assets: null });
    await expect(choosePicture()).resolves.toBeUndefined();
    expect(mockLaunch.mock.calls).toEqual([
      [{ mediaTypes: ["images"], allowsEditing: true, aspect: [1, 1] }],
    ]);
  });

  test("cuts, scales down and encodes as JPEG what was chosen, by its real size", async () => {
    mockLaunch.mockResolvedValue(CHOSEN);
    const asked = manipulator({ uri: "file:///small.jpg", base64: "/9j/4AAQ" });
    const prepare = await choosePicture();
    await expect(prepare?.()).resolves.toBe("/9j/4AAQ");
    expect(mockManipulate.mock.calls[0]).toEqual(["file:///photo.heic"]);
    expect(asked).toEqual([
      { originX: 504, originY: 0, width: 3024, height: 3024 },
      { width: 512, height: 512 },
      { base64: true, compress: 0.85, format: "jpeg" },
    ]);
  });

  test("a file that cannot be drawn, or comes back empty, is unreadable", async () => {
    mockLaunch.mockResolvedValue(CHOSEN);
    mockManipulate.mockReturnValue({ renderAsync: async () => Promise.reject(new Error("decoding failed")) });
    await expect((await choosePicture())?.()).rejects.toMatchObject({ kind: "unreadable" });
    manipulator({ uri: "file:///small.jpg" });
    await expect((await choosePicture())?.()).rejects.toMatchObject({ kind: "unreadable" });
  });

  test("a library that does not open is said to be closed", async () => {
    mockLaunch.mockRejectedValue(new Error("Missing permission"));
    await expect(choosePicture()).rejects.toMatchObject({ kind: "noAccess" });
  });
});
