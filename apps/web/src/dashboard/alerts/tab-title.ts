/** The browser tab's title: how many rooms need somebody, then where one is. */
export const tabTitle = (count: number): string => (count > 0 ? `(${count}) Inbox` : 'Inbox')
