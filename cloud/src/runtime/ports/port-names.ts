/** Flag of `up` by the port that it chooses. */
export const PORT_FLAGS = {
  port: "--port",
  mqttPort: "--mqtt-port",
  mqttTlsPort: "--mqtt-tls-port",
  appPort: "--app-port",
} as const;

export type PortName = keyof typeof PORT_FLAGS;
