export { GateScreen as default } from "../features/gate/gate-screen";
