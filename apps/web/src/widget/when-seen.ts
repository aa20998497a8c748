/** Runs `work` now if the page can be seen, else once it can: hidden tabs do not compete for what a tab in use needs. */
export function whenSeen(work: () => void): void {
  const check = () => {
    if (document.visibilityState !== 'visible') return
    document.removeEventListener('visibilitychange', check)
    work()
  }
  document.addEventListener('visibilitychange', check)
  check()
}
