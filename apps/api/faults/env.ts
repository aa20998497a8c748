/** What the suite takes from the environment that it runs in: where programs are found. */
export const path: string = process.env['PATH'] ?? ''
