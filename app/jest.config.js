/** Packages that come as modules and are compiled for the tests. */
const COMPILED = [
  "(jest-)?react-native",
  "@react-native(-community)?",
  "@react-native-async-storage",
  "expo(nent)?",
  "@expo(nent)?/.*",
  "expo-.*",
  "react-navigation",
  "@react-navigation/.*",
  "standard-navigation",
  "uqr",
];

module.exports = {
  preset: "jest-expo",
  roots: ["<rootDir>/src"],
  setupFiles: ["<rootDir>/jest.setup.ts"],
  transformIgnorePatterns: [`node_modules/(?!(.*/)?(${COMPILED.join("|")}))`],
  clearMocks: true,
  // The first test of a file loads React Native, which takes its time on a busy machine.
  testTimeout: 30_000,
};
