/** As many as services.md names: the mesh when it is whole. */
export const BARE_APPLICATIONS = 28;
/** Where the ports of bare applications begin, before PORT_OFFSET: above those of the mesh. */
export const FIRST_BARE_PORT = 8_100;
