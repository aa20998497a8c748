/**
 * The API's origin as this browser reaches it: the configured one, or this page's host on the API's port, so that
 * cookies belong to one host name whether the page was opened as localhost or 127.0.0.1.
 * Reads what the root layout wrote on `<html>`.
 */
export function apiOrigin(): string {
  const { apiUrl, apiPort } = document.documentElement.dataset
  if (apiUrl) return apiUrl.replace(/\/$/, '')
  return `${location.protocol}//${location.hostname}:${apiPort ?? '3001'}`
}
