/** Numbers of a layer's versions with the version of the package in each. */
export type LayerVersions = ReadonlyMap<number, string>;

/** `2:2.0.2 3:2.0.3` */
function versionsOf(text: string): LayerVersions {
  return new Map(
    text
      .split(" ")
      .map((one) => one.split(":") as [string, string])
      .map(([n, v]) => [Number(n), v]),
  );
}

/**
 * As the publishers' documentation named the layer beside each release. Numbers that it skips, or that came
 * while two releases went out, are left out.
 * @see https://docs.aws.amazon.com/powertools/python/latest/
 * @see https://docs.aws.amazon.com/powertools/typescript/latest/getting-started/lambda-layers/
 */
export const PYTHON_1 = versionsOf(
  "3:1.21.1 4:1.22.0 6:1.23.0 7:1.24.0 8:1.24.1 9:1.24.2 10:1.25.0 11:1.25.1 13:1.25.3 15:1.25.5 16:1.25.6 17:1.25.7 18:1.25.9 19:1.25.10 20:1.26.1 21:1.26.2 22:1.26.3 24:1.26.5 26:1.26.6 28:1.26.7 29:1.27.0 33:1.28.0 38:1.31.0 39:1.31.1",
);
export const PYTHON_2 = versionsOf(
  "14:2.3.0 15:2.3.1 16:2.4.0 17:2.5.0 18:2.6.0 19:2.7.0 20:2.7.1 21:2.8.0 22:2.9.0 23:2.9.1 24:2.10.0 25:2.11.0 26:2.12.0 30:2.14.0 31:2.14.1 32:2.15.0 33:2.16.1 34:2.16.2 37:2.18.0 40:2.22.0 41:2.23.0 44:2.24.0 45:2.25.0 47:2.25.1 48:2.26.1 51:2.28.0 54:2.29.0 55:2.29.1 56:2.30.0 57:2.30.1 58:2.30.2 59:2.31.0 64:2.34.0 65:2.34.1 66:2.35.0 69:2.37.0 71:2.38.1",
);
export const PYTHON_3 = versionsOf("2:3.1.0 3:3.2.0");
export const TYPESCRIPT_1 = versionsOf(
  "3:1.3.0 4:1.4.0 5:1.4.1 6:1.5.0 9:1.6.0 10:1.7.0 11:1.8.0 12:1.9.0 13:1.10.0 16:1.11.1 17:1.12.0 18:1.12.1 19:1.13.0 20:1.13.1 21:1.14.0 22:1.14.1 23:1.14.2 24:1.15.0 25:1.16.0 26:1.16.1 27:1.17.0 28:1.18.0 29:1.18.1",
);
export const TYPESCRIPT_2 = versionsOf(
  "2:2.0.2 3:2.0.3 4:2.0.4 5:2.1.0 6:2.1.1 7:2.2.0 8:2.3.0 9:2.4.0 10:2.5.0 11:2.6.0 12:2.7.0 13:2.8.0 14:2.9.0 15:2.10.0 16:2.11.0 17:2.12.0 18:2.13.0 19:2.13.1 20:2.14.0 21:2.15.0 22:2.16.0 23:2.17.0 24:2.18.0 25:2.19.0 26:2.19.1 27:2.20.0 28:2.21.0 29:2.22.0 30:2.23.0 31:2.24.0 32:2.24.1 33:2.25.0 34:2.25.1 35:2.25.2 36:2.26.0 37:2.26.1 38:2.27.0 39:2.28.0 40:2.28.1 41:2.29.0 42:2.30.0 43:2.30.1 44:2.30.2 45:2.31.0 46:2.32.0 47:2.33.0 48:2.33.1 49:2.34.0 50:2.35.0",
);
