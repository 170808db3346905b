/** Where the mesh of a benchmark lies: so far above the ports of this clone, which PORT_OFFSET may have moved. */
export const aboveThisClone = (ports: number): number => ports + Number(process.env['PORT_OFFSET'] || 0);
